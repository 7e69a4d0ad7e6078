/// What to verify, and how thoroughly.
public struct VerificationRequest: Sendable, Hashable {
  public var scope: VerificationScope
  public var digests: BlobSelection
  /// Whether blobs that are damaged are moved to the quarantine.
  public var quarantines: Bool

  public init(
    scope: VerificationScope = .all, digests: BlobSelection = .all, quarantines: Bool = false
  ) {
    self.scope = scope
    self.digests = digests
    self.quarantines = quarantines
  }
}
