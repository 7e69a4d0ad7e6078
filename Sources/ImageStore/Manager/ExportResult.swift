public import DiskImage

/// What an export wrote.
public struct ExportResult: Sendable {
  /// The revision that was exported.
  public var image: LocatedRevision
  /// The format that was written.
  public var format: DiskFormat
  /// Bytes of the disk.
  public var virtualSize: Int
}
