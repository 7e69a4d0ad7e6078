public import DiskImage

/// What an import made.
public struct ImportResult: Sendable {
  /// The revision that was made.
  public var image: LocatedRevision
  /// The format that the source was read as.
  public var sourceFormat: DiskFormat
  /// Whether the source's bytes were stored as they are.
  public var isVerbatim: Bool
  /// Bytes of the stored blob.
  public var size: Int
  /// Bytes of the disk.
  public var virtualSize: Int
}
