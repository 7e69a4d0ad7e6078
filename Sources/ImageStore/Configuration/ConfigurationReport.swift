public import SystemPackage

/// All that the configuration files say, and all that is wrong in them.
public struct ConfigurationReport: Sendable {
  /// A place where a configuration file may be.
  public struct File: Sendable, Hashable {
    /// Where the file is, or would be.
    public var path: FilePath
    /// Whether it is there and could be read.
    public var exists: Bool
    /// How many repositories it names without a mistake.
    public var repositories: Int
  }

  /// In the order in which they are read.
  public var files: [File] = []
  /// What could be read.
  public var configuration = Configuration(repositories: [], cachePath: nil)
  /// What is wrong, in the order in which it was found.
  public var problems: [ConfigurationProblem] = []
}
