public import SystemPackage

/// What the configuration says of one repository.
public struct RepositoryConfiguration: Sendable, Hashable {
  /// The name that references and messages call it by.
  public var name: RepositoryName
  /// Its folder, as an absolute path without variables; it need not exist.
  public var path: FilePath
  /// The file that says so; nil for the repository that is there without any file.
  public var origin: FilePath?
  /// The line of that file.
  public var line: Int?

  /// What a file says of a repository, or a program without any file.
  ///
  /// - Parameter line: from 1.
  public init(name: RepositoryName, path: FilePath, origin: FilePath?, line: Int? = nil) {
    self.name = name
    self.path = path
    self.origin = origin
    self.line = line
  }
}
