public import SystemPackage

/// What the configuration says of one repository.
public struct RepositoryConfiguration: Sendable, Hashable {
  public var name: RepositoryName
  public var path: FilePath
  /// The file that says so; nil for the repository that is there without any file.
  public var origin: FilePath?
  /// The line of that file.
  public var line: Int?

  public init(name: RepositoryName, path: FilePath, origin: FilePath?, line: Int? = nil) {
    self.name = name
    self.path = path
    self.origin = origin
    self.line = line
  }
}
