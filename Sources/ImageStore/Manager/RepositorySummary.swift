public import FileSupport
public import SystemPackage

/// What the configuration says of a repository, and what is found there.
public struct RepositorySummary: Sendable, Hashable {
  /// The name that the configuration gives it.
  public var name: RepositoryName
  /// Its folder, as the configuration says.
  public var path: FilePath
  /// False where the folder does not exist yet; the first write makes it.
  public var exists: Bool
  /// Whether the user can write to it, or make it; false for version 1, which is only read.
  public var isWritable: Bool
  /// Version of the repository's format; nil where it does not exist or cannot be read.
  public var version: Int?
  /// Who may use it; nil where it does not exist or cannot be read.
  public var sharing: Sharing?
  /// The configuration file that names it, and its line; nil for the one that is there without a file.
  public var origin: FilePath?
  /// The line of `origin`, from 1.
  public var line: Int?
  /// Why it cannot be read.
  public var problem: PcoccError?

  /// Joins what the configuration says to what was found.
  ///
  /// - Parameters:
  ///   - version: nil where it was not found out.
  ///   - sharing: nil where it was not found out.
  ///   - problem: why it cannot be read; nil where it can be.
  public init(
    _ configured: RepositoryConfiguration, exists: Bool, isWritable: Bool, version: Int? = nil,
    sharing: Sharing? = nil, problem: PcoccError? = nil
  ) {
    name = configured.name
    path = configured.path
    origin = configured.origin
    line = configured.line
    self.problem = problem
    self.exists = exists
    self.isWritable = isWritable
    self.version = version
    self.sharing = sharing
  }
}
