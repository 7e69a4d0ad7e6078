internal import DiskImage
internal import FileSupport

extension DiskReader {
  /// Bytes of the disk that are stored at all.
  func storedSize(_ monitor: Monitor) throws -> Int {
    var size = 0
    var offset = 0
    while offset < virtualSize {
      try monitor.checkCancelled()
      let extent = try extent(at: offset)
      if extent.isStored { size += extent.range.count }
      offset = extent.range.upperBound
    }
    return size
  }
}
