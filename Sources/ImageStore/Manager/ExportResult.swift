public import DiskImage

/// What an export wrote.
public struct ExportResult: Sendable {
  public var image: LocatedRevision
  public var format: DiskFormat
  /// Bytes of the disk.
  public var virtualSize: Int
}
