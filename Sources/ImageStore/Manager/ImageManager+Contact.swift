internal import FileSupport

extension ImageManager {
  /// The repositories that exist and can be read: the named one, or all in order of priority, each
  /// opened when the loop comes to it. So whoever finds what he looks for asks none of the later ones.
  func readableRepositories(_ name: RepositoryName?) throws -> AnySequence<Repository> {
    if let name {
      return AnySequence([try open(repositoryConfiguration(name))].compactMap(\.self))
    }
    return AnySequence(
      configuration.repositories.lazy.compactMap { configured in
        unlessUnreadable(configured) { try openInTime(configured) } ?? nil
      })
  }

  /// What `body` finds in each of these repositories, which are all opened at once. One that cannot be
  /// read is left out with a warning, unless it is the named one.
  func collect<Element>(
    from name: RepositoryName?, _ body: (Repository) throws -> [Element]
  ) throws -> [Element] {
    if let name {
      return try open(repositoryConfiguration(name)).map(body) ?? []
    }
    return openAll().flatMap { configured, open in
      unlessUnreadable(configured) { try open().map(body) ?? [] } ?? []
    }
  }

  /// All repositories, which are being opened; each result is waited for when it is asked for.
  func openAll() -> [(RepositoryConfiguration, () throws -> Repository?)] {
    ask { try open($0) }
  }

  /// Asks all repositories something at once, but none for longer than the time limit; a repository that
  /// is the only one is waited for.
  func ask<Answer: Sendable>(
    _ question: @escaping @Sendable (RepositoryConfiguration) throws -> Answer
  ) -> [(RepositoryConfiguration, () throws -> Answer)] {
    guard configuration.repositories.count > 1 else {
      return configuration.repositories.map { configured in
        (configured, { try question(configured) })
      }
    }
    return configuration.repositories.map { contact($0, question) }
      .map { ($0.configured, $0.answer) }
  }

  private func contact<Answer: Sendable>(
    _ configured: RepositoryConfiguration,
    _ question: @escaping @Sendable (RepositoryConfiguration) throws -> Answer
  ) -> RepositoryContact<Answer> {
    RepositoryContact(configured, limit: context.contactLimit) { try question(configured) }
  }

  private func openInTime(_ configured: RepositoryConfiguration) throws -> Repository? {
    guard configuration.repositories.count > 1 else { return try open(configured) }
    return try contact(configured) { try open($0) }.answer()
  }

  /// nil, after a warning, where `body` throws.
  private func unlessUnreadable<Result>(
    _ configured: RepositoryConfiguration, _ body: () throws -> Result
  ) -> Result? {
    do {
      return try body()
    } catch {
      warn(error, about: configured)
      return nil
    }
  }
}
