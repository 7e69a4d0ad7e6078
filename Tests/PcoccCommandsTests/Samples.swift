import Testing

@testable import ImageStore

/// Results of the store that no repository was needed for.
enum Samples {
  static func image(
    _ repository: String, _ name: String, _ revision: Int, layers: Int = 1, owner: String = "ada",
    description: String? = nil
  ) -> LocatedRevision {
    do {
      return LocatedRevision(
        repository: try RepositoryName(repository),
        metadata: RevisionMetadata(
          name: try ImageName(name), revision: try Revision(String(revision)), kind: .vm,
          owner: owner, timestamp: 1_714_564_800.75 + Double(revision),
          layers: (1...layers).compactMap { digest($0) }, description: description))
    } catch {
      fatalError("\(error)")
    }
  }

  static func digest(_ number: Int) -> Digest? {
    Digest(hex: String(repeating: "\(number % 10)", count: 64))
  }
}
