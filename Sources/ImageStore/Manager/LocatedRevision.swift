/// A revision together with the repository it lies in.
public struct LocatedRevision: Sendable, Hashable {
  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// What is recorded of the revision there.
  public var metadata: RevisionMetadata

  /// The reference that means this revision and no other.
  public var reference: ImageReference {
    ImageReference(
      repository: repository, image: metadata.name, selector: .revision(metadata.revision))
  }

  /// The reference that means the newest revision of the same image.
  public var latest: ImageReference { ImageReference(repository: repository, image: metadata.name) }
}
