public import SystemPackage

/// What to repair, and with what.
public struct RepairRequest: Sendable, Hashable {
  /// Where damaged blobs are looked for.
  public var scope: VerificationScope
  /// Which blobs are digested to find the damaged ones.
  public var digests: BlobSelection
  /// Files that may have the bytes of blobs.
  public var files: [FilePath]
  /// Whether nothing is changed.
  public var isDryRun: Bool

  /// Digests every blob of all repositories, and looks for bytes only in these, unless something
  /// else is said.
  public init(
    scope: VerificationScope = .all, digests: BlobSelection = .all, files: [FilePath] = [],
    isDryRun: Bool = false
  ) {
    self.scope = scope
    self.digests = digests
    self.files = files
    self.isDryRun = isDryRun
  }
}
