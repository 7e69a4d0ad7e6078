/// A revision together with the repository it lies in.
public struct LocatedRevision: Sendable, Hashable {
  public var repository: RepositoryName
  public var metadata: RevisionMetadata

  /// The reference that means this revision and no other.
  public var reference: ImageReference {
    ImageReference(
      repository: repository, image: metadata.name, selector: .revision(metadata.revision))
  }

  /// The reference that means the newest revision of the same image.
  public var latest: ImageReference { ImageReference(repository: repository, image: metadata.name) }
}
