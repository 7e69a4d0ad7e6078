internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// The newest revision of each image: by repository in order of priority, and by name inside.
  ///
  /// - Parameters:
  ///   - repository: looks into this one only.
  ///   - pattern: a regular expression that is searched anywhere in the name.
  /// - Throws: `usage` for a malformed pattern, `notFound` for an unknown repository.
  public func list(
    repository: RepositoryName? = nil, matching pattern: String? = nil
  ) throws -> [LocatedRevision] {
    let matches = try nameFilter(pattern)
    return try collect(from: repository) { try newestRevisions(in: $0, matches) }
  }

  private func nameFilter(_ pattern: String?) throws -> (ImageName) -> Bool {
    guard let pattern else { return { _ in true } }
    guard let expression = try? Regex(pattern) else {
      throw PcoccError(.usage, "\"\(pattern)\" is not a regular expression")
    }
    return { (try? expression.firstMatch(in: $0.description)) != nil }
  }

  private func newestRevisions(
    in repository: Repository, _ matches: (ImageName) -> Bool
  ) throws -> [LocatedRevision] {
    let listing = try repository.metadata.allRevisions()
    listing.problems.forEach(context.warn)
    return listing.revisions.filter { matches($0.key) }.sorted { $0.key < $1.key }
      .compactMap { image, revisions in
        guard let newest = revisions.last else { return nil }
        do {
          return LocatedRevision(
            repository: repository.name, metadata: try repository.metadata.read(image, newest))
        } catch {
          // One bad file, or an image deleted since the folder was read, hides no other.
          if let error = error as? PcoccError, error.code != .notFound { context.warn(error) }
          return nil
        }
      }
  }
}
