internal import FileSupport

/// Walks over a disk's extents without asking twice for the same one.
struct ExtentCursor {
  let reader: any DiskReader
  private var current: Extent?

  init(_ reader: any DiskReader) { self.reader = reader }

  /// The extent at `offset`, cut at both ends of `range`, which must lie inside the disk.
  mutating func extent(at offset: Int, in range: Range<Int>) throws -> Extent {
    let extent: Extent
    if let current, current.range.contains(offset) {
      extent = current
    } else {
      extent = try reader.extent(at: offset)
      current = extent
    }
    return extent.clamped(to: offset..<min(extent.range.upperBound, range.upperBound))
  }

  /// Fills `buffer` with the bytes of `range`; those behind the end of the disk are zeros.
  mutating func read(_ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer) throws {
    let end = min(range.upperBound, reader.virtualSize)
    var offset = range.lowerBound
    while offset < end {
      let extent = try extent(at: offset, in: offset..<end)
      let start = offset - range.lowerBound
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[start..<start + extent.range.count])
      if extent.isStored {
        try reader.read(extent, into: part)
      } else {
        part.initializeMemory(as: UInt8.self, repeating: 0)
      }
      offset = extent.range.upperBound
    }
    UnsafeMutableRawBufferPointer(rebasing: buffer[(offset - range.lowerBound)..<range.count])
      .initializeMemory(as: UInt8.self, repeating: 0)
  }
}
