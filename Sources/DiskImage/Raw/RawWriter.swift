internal import FileSupport

/// Writes a raw image: the bytes of the disk as they are, what is not stored as holes.
enum RawWriter {
  static func write(_ reader: any DiskReader, to sink: any ByteSink, monitor: Monitor) throws {
    var transfer = DiskTransfer(reader, to: sink, total: reader.virtualSize, monitor: monitor)
    try transfer.copyDisk()
    try transfer.finish()
  }
}
