internal import FileSupport

/// Tells whether stored bytes are zeros, and reads no more of them than it takes.
struct ZeroProbe {
  private let reader: any DiskReader
  private let monitor: Monitor
  private let buffer = ChunkPool(chunkSize: bufferSize, count: 1).take()
  /// The bytes of the disk that are in the buffer.
  private var loaded = 0..<0
  /// Bytes that are read first of a cluster.
  private let firstLook: Int
  /// Up to where the disk has been asked for.
  private var requested = 0

  private static let bufferSize = 64 << 10
  private static let readAhead = 8 << 20

  init(_ reader: any DiskReader, clusterSize: Int, _ monitor: Monitor) {
    self.reader = reader
    self.monitor = monitor
    // Many small reads cost more than a few large ones.
    firstLook = clusterSize < 32 << 10 ? Self.bufferSize : 4096
  }

  /// - Parameter range: bytes of the disk inside `extent`; ranges go from front to back.
  mutating func isZero(_ range: Range<Int>, of extent: Extent) throws -> Bool {
    guard case .plain = extent.content else { return false }
    var offset = range.lowerBound
    var size = firstLook
    while offset < range.upperBound {
      if !loaded.contains(offset) { try load(offset, size, extent) }
      let end = min(loaded.upperBound, range.upperBound)
      let bytes = buffer[offset - loaded.lowerBound..<end - loaded.lowerBound]
      guard UnsafeRawBufferPointer(bytes).isZero else { return false }
      offset = end
      size = Self.bufferSize
    }
    return true
  }

  private mutating func load(_ offset: Int, _ size: Int, _ extent: Extent) throws {
    let end = min(offset + size, extent.range.upperBound)
    if end > requested {
      try monitor.checkCancelled()
      requested = min(offset + Self.readAhead, extent.range.upperBound)
      reader.willRead(extent.clamped(to: offset..<requested))
    }
    loaded = offset..<offset
    try reader.read(extent.clamped(to: offset..<end), into: buffer[0..<end - offset])
    loaded = offset..<end
  }
}
