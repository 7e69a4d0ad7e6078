/// An image that has passed the gate.
public struct AdmittedImage: Sendable {
  public let reader: any DiskReader
  /// Whether the file is a qcow2 to keep byte for byte; see `Qcow2CheckResult.isClean`.
  public let isCleanQcow2: Bool
}
