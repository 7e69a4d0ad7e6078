public import FileSupport

extension DiskReader {
  /// Where the first piece of a range begins that holds something else than zeros; nil where all of
  /// it is zeros. A piece has 64 KiB at most.
  ///
  /// - Throws: what the reader and the monitor throw.
  public func firstData(in range: Range<Int>, monitor: Monitor = .silent) throws -> Int? {
    var cursor = ExtentCursor(self)
    let pieceSize = 64 << 10
    let buffer = ChunkPool(chunkSize: pieceSize, count: 1).take()
    var offset = range.lowerBound
    while offset < range.upperBound {
      try monitor.checkCancelled()
      let extent = try cursor.extent(at: offset, in: range)
      if extent.isStored {
        let piece = offset..<min(offset + pieceSize, extent.range.upperBound)
        try read(extent.clamped(to: piece), into: buffer[0..<piece.count])
        guard UnsafeRawBufferPointer(buffer[0..<piece.count]).isZero else { return offset }
        offset = piece.upperBound
      } else {
        offset = extent.range.upperBound
      }
    }
    return nil
  }
}
