internal import FileSupport

/// Writes a raw image: the bytes of the disk as they are, what is not stored as holes.
enum RawWriter {
  static func write(_ reader: any DiskReader, to sink: any ByteSink, monitor: Monitor) throws {
    var transfer = DiskTransfer(reader, to: sink, total: reader.virtualSize, monitor: monitor)
    try transfer.copyDisk()
    try transfer.finish()
  }
}

extension DiskTransfer {
  /// Bytes of the smallest run of zeros that is passed over; shorter ones go through the chunks,
  /// and a sink that writes a file finds them there.
  private static let smallestHole = 64 << 10

  /// Copies the whole disk as it is, and passes over what is not stored.
  mutating func copyDisk() throws {
    var offset = 0
    while offset < reader.virtualSize {
      let extent = try reader.extent(at: offset)
      if extent.isStored || extent.range.count < Self.smallestHole {
        try copy(extent.range)
      } else {
        try skip(extent.range.count)
      }
      offset = extent.range.upperBound
    }
  }
}
