internal import FileSupport

/// Writes a raw image: the bytes of the disk as they are, what is not stored as holes.
enum RawWriter {
  /// Bytes of the smallest run of zeros that is passed over; shorter ones go through the chunks,
  /// and a sink that writes a file finds them there.
  private static let smallestHole = 64 << 10

  static func write(_ reader: any DiskReader, to sink: any ByteSink, monitor: Monitor) throws {
    var transfer = DiskTransfer(reader, to: sink, total: reader.virtualSize, monitor: monitor)
    var offset = 0
    while offset < reader.virtualSize {
      let extent = try reader.extent(at: offset)
      if extent.isStored || extent.range.count < smallestHole {
        try transfer.copy(extent.range)
      } else {
        try transfer.skip(extent.range.count)
      }
      offset = extent.range.upperBound
    }
    try transfer.finish()
  }
}
