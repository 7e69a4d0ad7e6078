internal import FileSupport

/// Hands parts of a disk, and tables between them, to a sink in the order they were asked for.
///
/// Everything goes through chunks of a pool. Several are filled at once, each by one thread, which
/// also unpacks what is compressed; meanwhile the sink works on those that are full.
struct DiskTransfer {
  /// A full chunk and the zeros before it.
  private struct Step: Sendable {
    var zeros: Int
    var chunk: Chunk
  }

  private let sink: any ByteSink
  private let monitor: Monitor
  private let pool: ChunkPool
  private let fillings: OrderedWork<Step>
  private var cursor: ExtentCursor
  private var filling: ChunkFilling?
  /// Zeros since the last full chunk.
  private var zeros = 0
  /// Bytes taken so far, and how many of them the sink has.
  private var position = 0
  private var completed = 0
  private let total: Int

  private static let chunkSize = 1 << 20
  private static let memory = 24 << 20

  var reader: any DiskReader { cursor.reader }

  /// - Parameter total: bytes that the sink will get, for the progress.
  init(_ reader: any DiskReader, to sink: any ByteSink, total: Int, monitor: Monitor) {
    cursor = ExtentCursor(reader)
    self.sink = sink
    self.total = total
    self.monitor = monitor
    let size = Self.chunkSize(for: reader)
    pool = ChunkPool(chunkSize: size, count: Self.memory / size)
    // Fewer than there are chunks, or none would be left to take.
    fillings = OrderedWork(width: pool.count / 2, threads: monitor.threads)
  }

  /// Room for a whole compressed cluster, of which none is larger than 2 MiB.
  private static func chunkSize(for reader: any DiskReader) -> Int {
    min(max(chunkSize, reader.clusterSize), 2 << 20)
  }

  mutating func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = min(try room(), rest.count)
      filling?.append(rest.prefix(count))
      position += count
      rest = rest.dropFirst(count)
    }
  }

  /// Bytes of the smallest run of zeros that is passed over; shorter ones go through the chunks,
  /// and a sink that writes a file finds them there.
  private static let smallestHole = 64 << 10

  /// Writes zeros up to the next multiple of `size`.
  mutating func align(to size: Int) throws {
    try writeZeros(position.dividedRoundingUp(by: size) * size - position)
  }

  mutating func writeZeros(_ count: Int) throws {
    if count >= Self.smallestHole { return try skip(count) }
    let end = position + count
    while position < end {
      let count = min(try room(), end - position)
      filling?.append(zeros: count)
      position += count
    }
  }

  /// Copies a range of the disk; the part behind its end reads as zeros.
  mutating func copy(_ range: Range<Int>) throws {
    let end = min(range.upperBound, cursor.reader.virtualSize)
    var offset = range.lowerBound
    while offset < end {
      offset += try append(try cursor.extent(at: offset, in: offset..<end))
    }
    try writeZeros(range.upperBound - offset)
  }

  /// Adds what fits of an extent; returns how much that is.
  private mutating func append(_ extent: Extent) throws -> Int {
    var room = try room()
    if case .compressed = extent.content, extent.range.count > room, room < pool.chunkSize {
      // It is unpacked as a whole, so it had better not be in two chunks.
      try flush()
      room = try self.room()
    }
    let count = min(room, extent.range.count)
    let start = extent.range.lowerBound
    filling?.append(extent.clamped(to: start..<start + count))
    position += count
    return count
  }

  private mutating func skip(_ count: Int) throws {
    try flush()
    zeros += count
    position += count
  }

  /// Hands on what is left, and finishes the sink.
  mutating func finish() throws {
    try flush()
    while let step = try fillings.next() { try handOn(step) }
    try sink.skip(zeros)
    try sink.finish()
    monitor.report(completed: total, of: total)
  }

  /// The room in the current chunk, which is never 0.
  private mutating func room() throws -> Int {
    if let filling, filling.room > 0 { return filling.room }
    try flush()
    filling = ChunkFilling(pool.take())
    return pool.chunkSize
  }

  private mutating func flush() throws {
    guard let filling else { return }
    self.filling = nil
    try monitor.checkCancelled()
    fillings.add { [reader = cursor.reader, zeros] in
      try filling.fill(from: reader)
      return Step(zeros: zeros, chunk: filling.chunk)
    }
    zeros = 0
    while fillings.isFull, let step = try fillings.next() { try handOn(step) }
  }

  private mutating func handOn(_ step: Step) throws {
    if step.zeros > 0 { try sink.skip(step.zeros) }
    try sink.write(step.chunk)
    completed += step.zeros + step.chunk.count
    monitor.report(completed: completed, of: total)
  }
}
