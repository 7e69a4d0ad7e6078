public import FileSupport

/// A sink that keeps all bytes.
public final class MemorySink: ByteSink {
  public private(set) var bytes: [UInt8] = []
  /// Bytes that were passed over.
  public private(set) var skipped = 0
  public private(set) var isFinished = false

  public init() {}

  public func write(_ chunk: Chunk) throws { bytes += Array(chunk.bytes) }

  public func skip(_ count: Int) throws {
    bytes += [UInt8](repeating: 0, count: count)
    skipped += count
  }

  public func finish() throws { isFinished = true }
}
