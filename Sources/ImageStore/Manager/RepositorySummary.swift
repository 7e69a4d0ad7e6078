public import FileSupport
public import SystemPackage

/// What the configuration says of a repository, and what is found there.
public struct RepositorySummary: Sendable, Hashable {
  public var name: RepositoryName
  public var path: FilePath
  /// False where the folder does not exist yet; the first write makes it.
  public var exists: Bool
  public var isWritable: Bool
  /// Version of the repository's format; nil where it does not exist or cannot be read.
  public var version: Int?
  /// Who may use it; nil where it does not exist or cannot be read.
  public var sharing: Sharing?
  /// The configuration file that names it, and its line; nil for the one that is there without a file.
  public var origin: FilePath?
  public var line: Int?
  /// Why it cannot be read.
  public var problem: PcoccError?

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
