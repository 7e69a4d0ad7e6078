/// What the trash of a repository holds: a deleted revision, or a blob that nothing referred to.
public struct TrashEntry: Sendable, Hashable {
  /// What lies there.
  public enum Content: Sendable, Hashable {
    case revision(ImageReference)
    case blob(Digest)
  }

  public var repository: RepositoryName
  public var content: Content
  /// When it was moved there, or something with it since, in seconds since 1970.
  public var moved: Double
  /// Bytes of disk that are free once it is removed.
  public var bytes: Int

  public init(repository: RepositoryName, content: Content, moved: Double, bytes: Int) {
    self.repository = repository
    self.content = content
    self.moved = moved
    self.bytes = bytes
  }
}
