public import SystemPackage

/// The repositories in use, and where images are staged.
public struct Configuration: Sendable, Hashable {
  /// In order of priority: the first one that has an image wins.
  public var repositories: [RepositoryConfiguration]
  /// The folder on a node's local disk that staged images go to.
  public var cachePath: FilePath?
  /// The file that says so.
  public var cacheOrigin: FilePath?

  /// A configuration that was read, or one that a program makes up.
  ///
  /// - Parameter cachePath: nil where images are not staged.
  public init(
    repositories: [RepositoryConfiguration], cachePath: FilePath?, cacheOrigin: FilePath? = nil
  ) {
    self.repositories = repositories
    self.cachePath = cachePath
    self.cacheOrigin = cacheOrigin
  }
}
