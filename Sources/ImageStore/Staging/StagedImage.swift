public import SystemPackage

/// An entry of a staging folder.
public struct StagedImage: Sendable, Hashable {
  /// The file to give to QEMU.
  public var path: FilePath
  /// What it is on the node's disk.
  public var form: StageForm
  /// Of the top layer.
  public var digest: Digest
  /// The revisions that it was staged as.
  public var images: [String]
  /// Bytes of disk that its files take up, those included that it shares with other stacks.
  public var allocated: Int
  /// In seconds since 1970.
  public var lastUsed: Double
  /// Whether a process has it open; nil where that cannot be told.
  public var isOpen: Bool?
}
