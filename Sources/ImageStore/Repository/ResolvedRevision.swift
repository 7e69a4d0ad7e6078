/// A revision with the repository that holds it.
struct ResolvedRevision: Sendable {
  var repository: Repository
  var metadata: RevisionMetadata
  /// All that the image has, lowest first.
  var revisions: [Revision]

  var located: LocatedRevision {
    LocatedRevision(repository: repository.name, metadata: metadata)
  }

  /// What the image carries that the revision belongs to.
  var attributes: ImageAttributes {
    get throws {
      let newest =
        try revisions.last.map {
          $0 == metadata.revision ? metadata : try repository.metadata.read(metadata.name, $0)
        } ?? metadata
      return try repository.attributes(of: newest, among: revisions)
    }
  }
}
