public import SystemPackage

/// What an upgrade of a repository did, or would do.
public struct UpgradeResult: Sendable {
  /// A revision that was or will be converted.
  public struct ConvertedRevision: Sendable, Hashable {
    /// The revision by its number, which the conversion does not change.
    public var reference: ImageReference
    /// Its metadata file of version 1.
    public var file: FilePath
  }

  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// The repository's folder.
  public var path: FilePath
  /// The version that it had before.
  public var previousVersion: Int
  /// Whether anything was left of version 1.
  public var wasNeeded: Bool
  /// What was or would be converted; empty where there was nothing to do.
  public var revisions: [ConvertedRevision]
}
