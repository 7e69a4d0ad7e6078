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
  /// Copies the whole disk as it is.
  mutating func copyDisk() throws {
    var offset = 0
    while offset < reader.virtualSize {
      let extent = try reader.extent(at: offset)
      if extent.isStored {
        try copy(extent.range)
      } else {
        try writeZeros(extent.range.count)
      }
      offset = extent.range.upperBound
    }
  }
}
