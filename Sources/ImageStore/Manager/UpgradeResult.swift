public import SystemPackage

/// What an upgrade of a repository did, or would do.
public struct UpgradeResult: Sendable {
  /// A revision that was or will be converted.
  public struct ConvertedRevision: Sendable, Hashable {
    public var reference: ImageReference
    /// Its metadata file of version 1.
    public var file: FilePath
  }

  public var repository: RepositoryName
  public var path: FilePath
  /// The version that it had before.
  public var previousVersion: Int
  /// Whether anything was left of version 1.
  public var wasNeeded: Bool
  public var revisions: [ConvertedRevision]
}
