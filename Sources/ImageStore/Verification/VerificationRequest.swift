/// What to verify, and how thoroughly.
public struct VerificationRequest: Sendable, Hashable {
  /// What is looked at.
  public var scope: VerificationScope
  /// The blobs whose bytes are read and compared with their names.
  public var digests: BlobSelection
  /// Whether blobs that are damaged are moved to the quarantine.
  public var quarantines: Bool

  /// Reads every blob of all repositories and moves none, unless something else is said.
  public init(
    scope: VerificationScope = .all, digests: BlobSelection = .all, quarantines: Bool = false
  ) {
    self.scope = scope
    self.digests = digests
    self.quarantines = quarantines
  }
}
