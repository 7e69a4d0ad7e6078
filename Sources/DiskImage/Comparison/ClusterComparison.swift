internal import FileSupport

/// Tells what an overlay has to hold of single clusters, and reads no more of them than it takes.
struct ClusterComparison {
  private var disk: ExtentCursor
  private var base: ExtentCursor
  private let ours: Chunk
  private let theirs: Chunk

  /// Bytes that are looked at first: most clusters that differ do so early.
  private static let firstLook = 4096

  /// - Parameter clusterSize: bytes of the largest range that will be asked for.
  init(_ disk: any DiskReader, with base: any DiskReader, clusterSize: Int) {
    self.disk = ExtentCursor(disk)
    self.base = ExtentCursor(base)
    ours = ChunkPool(chunkSize: clusterSize, count: 1).take()
    theirs = ChunkPool(chunkSize: clusterSize, count: 1).take()
  }

  /// How a range of the disk differs from the base; nil where both hold the same.
  ///
  /// What lies behind the end of either of them counts as zeros.
  mutating func content(of range: Range<Int>) throws -> AllocationMap.Content? {
    let middle = min(range.lowerBound + Self.firstLook, range.upperBound)
    let head = range.lowerBound..<middle
    let tail = middle..<range.upperBound
    try disk.read(head, into: ours[0..<head.count])
    try base.read(head, into: theirs[0..<head.count])
    let headDiffers = differs(0..<head.count)
    guard !headDiffers || isZero(0..<head.count) else { return .data }
    try disk.read(tail, into: ours[head.count..<range.count])
    if !headDiffers {
      try base.read(tail, into: theirs[head.count..<range.count])
      guard differs(head.count..<range.count) else { return nil }
    }
    return isZero(0..<range.count) ? .zero : .data
  }

  private func differs(_ part: Range<Int>) -> Bool {
    UnsafeRawBufferPointer(ours[part]).differs(from: UnsafeRawBufferPointer(theirs[part]))
  }

  private func isZero(_ part: Range<Int>) -> Bool {
    UnsafeRawBufferPointer(ours[part]).isZero
  }
}
