/// What the trash of a repository holds: a deleted revision, or a blob that nothing referred to.
public struct TrashEntry: Sendable, Hashable {
  /// What lies there.
  public enum Content: Sendable, Hashable {
    /// A revision that was deleted, by the reference it had.
    case revision(ImageReference)
    /// A blob that garbage collection took away, by its name.
    case blob(Digest)
  }

  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// What lies there.
  public var content: Content
  /// When it was moved there, or something with it since, in seconds since 1970.
  public var moved: Double
  /// Bytes of disk that are free once it is removed.
  public var bytes: Int

  /// An entry with its time in seconds since 1970 and its size on disk in bytes.
  public init(repository: RepositoryName, content: Content, moved: Double, bytes: Int) {
    self.repository = repository
    self.content = content
    self.moved = moved
    self.bytes = bytes
  }
}
