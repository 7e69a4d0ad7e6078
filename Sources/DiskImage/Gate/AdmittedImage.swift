/// An image that has passed the gate.
public struct AdmittedImage: Sendable {
  /// Reads what the file itself holds; what a backing file would show is `unallocated`.
  public let reader: any DiskReader
  /// Whether the file is a qcow2 to keep byte for byte; see `Qcow2CheckResult.isClean`.
  public let isCleanQcow2: Bool
  /// What it is an overlay on, not opened yet; nil for a standalone image.
  public let backing: BackingReference?
}
