internal import FileSupport

extension ImageManager {
  /// What begins with `text` and is the name of what is asked for, in the order in which it is to be
  /// shown.
  ///
  /// One folder is read per repository that can be meant, and nothing is written. A repository that
  /// cannot be read, or does not answer in time, offers nothing; one of version 1 does not either,
  /// because all its files would have to be read.
  public func completions(of text: String, as kind: NameCompletion) -> [String] {
    let repositories = configuration.repositories
    if kind == .repository {
      return repositories.map(\.name.description).filter { $0.hasPrefix(text) }
    }
    if kind == .bareImage { return references(text, .image, in: repositories) }
    guard let colon = text.firstIndex(of: ":") else {
      let names = repositories.map { "\($0.name):" }.filter { $0.hasPrefix(text) }
      return names + references(text, kind, in: repositories)
    }
    let name = text[..<colon]
    return references(
      String(text[text.index(after: colon)...]), kind,
      in: repositories.filter { $0.name.description == name }
    ).map { "\(name):\($0)" }
  }

  /// References without a repository.
  private func references(
    _ text: String, _ kind: NameCompletion, in repositories: [RepositoryConfiguration]
  ) -> [String] {
    guard kind != .newImage else { return [] }
    let contacts = repositories.map { configured in
      RepositoryContact(configured, limit: context.contactLimit) {
        try open(configured)?.references(beginningWith: text, kind) ?? []
      }
    }
    let found = contacts.flatMap { contact in (try? contact.answer()) ?? [] }
    guard text.contains("@") else { return Set(found.map(\.image.description)).sorted() }
    return Set(found.map(\.revision)).sorted().map { "\(text.prefix { $0 != "@" })@\($0)" }
  }
}

extension Repository {
  /// The revisions of all images whose names, with "@" and number, begin so.
  fileprivate func references(
    beginningWith text: String, _ kind: NameCompletion
  ) throws -> [(image: ImageName, revision: Revision)] {
    guard version == .two, kind != .image || !text.contains("@") else { return [] }
    let entries =
      try kind == .deletedRevision
      ? trash.deletedNames() : context.fileSystem.entries(of: layout.metadata)
    return entries.filter { $0.hasPrefix(text) }.compactMap(RepositoryLayout.parseMetadataName)
  }
}

extension Trash {
  /// What the files of all deleted revisions are called, and some that may be none.
  fileprivate func deletedNames() throws -> [String] {
    try runs().flatMap { run in
      // One that only its maker may look into hides no other.
      (try? context.fileSystem.entriesIfPresent(of: run.metadata)) ?? []
    }
  }
}
