internal import FileSupport

/// The blobs that the images and leases of a repository refer to.
struct BlobReferences: Sendable {
  private(set) var inImages: Set<Digest> = []
  private(set) var leased: Set<Digest> = []

  func contains(_ digest: Digest) -> Bool { inImages.contains(digest) || leased.contains(digest) }

  /// Reads all metadata, and then the leases: who takes a lease and then deletes the image is seen
  /// by one of the two.
  ///
  /// - Parameters:
  ///   - now: in seconds since 1970, by the repository's clock.
  ///   - excluded: revisions that are treated as if they had been deleted.
  /// - Throws: where anything cannot be read, because it may refer to any blob.
  init(
    _ repository: Repository, at now: Double, without excluded: Set<RevisionKey> = [],
    _ monitor: Monitor
  ) throws {
    // First, because the next thing that happens to these is that they are there.
    inImages = try repository.currentMetadata.layersOnTheirWay()
    var vanished: [RevisionKey] = []
    for key in try repository.revisionKeys() where !excluded.contains(key) {
      try monitor.checkCancelled()
      do {
        inImages.formUnion(try repository.metadata.read(key.image, key.revision).layers)
      } catch let error as PcoccError where error.code == .notFound {
        vanished.append(key)
      }
    }
    try Self.requireDeleted(vanished, in: repository)
    leased = try repository.leases.layersInUse(at: now)
  }

  /// Somebody may have deleted a revision since it was listed; one that is still listed is unreadable.
  private static func requireDeleted(_ revisions: [RevisionKey], in repository: Repository) throws {
    guard !revisions.isEmpty else { return }
    let present = Set(try repository.revisionKeys())
    for key in revisions where present.contains(key) {
      throw PcoccError.badMetadata(
        repository.layout.metadataFile(key.image, key.revision), "it cannot be found")
    }
  }
}

/// A revision of an image within its repository.
struct RevisionKey: Sendable, Hashable {
  var image: ImageName
  var revision: Revision
}

extension Repository {
  /// All revisions; throws where something stands among them that cannot be one.
  fileprivate func revisionKeys() throws -> [RevisionKey] {
    let listing = try metadata.allRevisions()
    if let problem = listing.problems.first { throw problem }
    return listing.revisions.flatMap { image, revisions in
      revisions.map { RevisionKey(image: image, revision: $0) }
    }
  }
}
