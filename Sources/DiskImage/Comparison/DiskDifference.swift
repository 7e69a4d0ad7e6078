public import FileSupport

/// Where two disks differ, block by block.
public struct DiskDifference {
  /// Bytes of a block: what differs is rounded to it.
  public static let blockSize = 4096

  /// The runs found so far, in order; neighbours of one kind are joined.
  private var extents: [DifferingExtent] = []
  private var first: ExtentCursor
  private var second: ExtentCursor
  private let buffers: (Chunk, Chunk)
  private let isSameLayer: (Int, Int) -> Bool

  private static let pieceSize = 1 << 20

  /// Compares two disks. The part of the larger one behind the end of the other is compared with zeros.
  ///
  /// - Parameters:
  ///   - isSameLayer: whether a layer of the first disk and one of the second are the same file, so
  ///     that bytes at one place in it need not be read.
  ///   - monitor: is told of bytes of the larger disk.
  /// - Returns: the runs that differ, in order.
  public static func extents(
    _ first: any DiskReader, _ second: any DiskReader,
    isSameLayer: @escaping (Int, Int) -> Bool = { _, _ in false }, monitor: Monitor = .silent
  ) throws -> [DifferingExtent] {
    var difference = DiskDifference(first, second, isSameLayer)
    let size = max(first.virtualSize, second.virtualSize)
    var offset = 0
    while offset < size {
      try monitor.checkCancelled()
      monitor.report(completed: offset, of: size)
      offset = try difference.compare(from: offset, of: size)
    }
    monitor.report(completed: size, of: size)
    return difference.extents
  }

  private init(
    _ first: any DiskReader, _ second: any DiskReader, _ isSameLayer: @escaping (Int, Int) -> Bool
  ) {
    self.first = ExtentCursor(first)
    self.second = ExtentCursor(second)
    self.isSameLayer = isSameLayer
    let pool = ChunkPool(chunkSize: Self.pieceSize, count: 2)
    buffers = (pool.take(), pool.take())
  }

  /// Compares the disks from a block on; returns the block where it stopped.
  private mutating func compare(from offset: Int, of size: Int) throws -> Int {
    let ours = try first.extent(at: offset, ofDiskOf: size)
    let theirs = try second.extent(at: offset, ofDiskOf: size)
    let end = min(ours.range.upperBound, theirs.range.upperBound)
    if isSame(ours, theirs), end == size || end - offset >= Self.blockSize {
      return end == size ? size : end / Self.blockSize * Self.blockSize
    }
    let range =
      offset..<min(
        max(end.dividedRoundingUp(by: Self.blockSize) * Self.blockSize, offset + Self.blockSize),
        min(offset + Self.pieceSize, size))
    try first.read(range, into: buffers.0[0..<range.count])
    try second.read(range, into: buffers.1[0..<range.count])
    note(range)
    return range.upperBound
  }

  private func isSame(_ ours: Extent, _ theirs: Extent) -> Bool {
    guard ours.isStored || theirs.isStored else { return true }
    let end = min(ours.range.upperBound, theirs.range.upperBound)
    let range = ours.range.lowerBound..<end
    return isSameLayer(ours.layer, theirs.layer)
      && ours.clamped(to: range).content == theirs.clamped(to: range).content
  }

  /// Notes the blocks of a range that differ in the buffers.
  private mutating func note(_ range: Range<Int>) {
    for start in stride(from: 0, to: range.count, by: Self.blockSize) {
      let end = min(start + Self.blockSize, range.count)
      let ours = UnsafeRawBufferPointer(buffers.0[start..<end])
      let theirs = UnsafeRawBufferPointer(buffers.1[start..<end])
      guard ours.differs(from: theirs) else { continue }
      let change: DifferingExtent.Change =
        ours.isZero ? .added : theirs.isZero ? .removed : .changed
      add(range.lowerBound + start..<range.lowerBound + end, change)
    }
  }

  private mutating func add(_ range: Range<Int>, _ change: DifferingExtent.Change) {
    if let last = extents.last, last.change == change,
      last.range.upperBound == range.lowerBound
    {
      extents[extents.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      extents.append(DifferingExtent(range: range, change: change))
    }
  }
}

extension ExtentCursor {
  /// The extent at `offset` of the disk made longer with zeros to `size` bytes.
  fileprivate mutating func extent(at offset: Int, ofDiskOf size: Int) throws -> Extent {
    guard offset < reader.virtualSize else {
      return Extent(range: offset..<size, content: .unallocated)
    }
    return try extent(at: offset, in: offset..<reader.virtualSize)
  }
}
