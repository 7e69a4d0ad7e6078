public import SystemPackage

/// An image that is staged now.
public struct StageResult: Sendable {
  /// The revision that is staged.
  public var image: LocatedRevision
  /// The file to give to QEMU.
  public var path: FilePath
  /// What it is on the node's disk.
  public var form: StageForm
  /// Bytes of all its files.
  public var size: Int
  /// Whether this call copied it; false where it was there, or another process copied it meanwhile.
  public var wasCopied: Bool
  /// How long it waited for other processes.
  public var waited: Duration
  /// The lease that was taken; nil where none was asked for.
  public var lease: LocatedLease?
}
