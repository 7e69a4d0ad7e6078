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
}
