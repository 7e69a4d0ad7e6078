public import SystemPackage

/// The repositories in use, and where images are staged.
public struct Configuration: Sendable, Hashable {
  /// In order of priority: the first one that has an image wins.
  public var repositories: [RepositoryConfiguration]
  /// The folder on a node's local disk that staged images go to.
  public var cachePath: FilePath?

  public init(repositories: [RepositoryConfiguration], cachePath: FilePath?) {
    self.repositories = repositories
    self.cachePath = cachePath
  }
}

/// What the configuration says of one repository.
public struct RepositoryConfiguration: Sendable, Hashable {
  public var name: RepositoryName
  public var path: FilePath
  /// The file that says so; nil for the repository that is there without any file.
  public var origin: FilePath?

  public init(name: RepositoryName, path: FilePath, origin: FilePath?) {
    self.name = name
    self.path = path
    self.origin = origin
  }
}
