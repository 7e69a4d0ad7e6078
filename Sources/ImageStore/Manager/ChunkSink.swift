internal import FileSupport

/// Hands bytes on to a program as they come; zeros are really handed on.
final class ChunkSink: ByteSink {
  private let stream: ChunkStream
  private let monitor: Monitor

  private static let zeros = [UInt8](repeating: 0, count: 256 << 10)

  init(_ stream: ChunkStream, _ monitor: Monitor) {
    self.stream = stream
    self.monitor = monitor
  }

  func write(_ chunk: Chunk) throws { try stream.write(chunk.bytes) }

  func skip(_ count: Int) throws {
    var left = count
    while left > 0 {
      try monitor.checkCancelled()
      let part = min(left, Self.zeros.count)
      try Self.zeros.withUnsafeBytes {
        try stream.write(UnsafeRawBufferPointer(rebasing: $0[..<part]))
      }
      left -= part
    }
  }

  func finish() throws {}
}
