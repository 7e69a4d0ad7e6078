internal import Crypto
internal import FileSupport
internal import Synchronization

/// Computes the SHA-256 of the bytes it is given, on a thread of its own.
final class DigestSink: ByteSink {
  private let worker = SerialWorker("digest")
  private let hash = SharedHash()
  /// Bytes taken so far.
  private(set) var count = 0

  private static let zeros = [UInt8](repeating: 0, count: 1 << 20)

  func write(_ chunk: Chunk) throws {
    try update(chunk.count) { $0.update(bufferPointer: chunk.bytes) }
  }

  func skip(_ count: Int) throws {
    // Piece by piece, because what is under way cannot be cancelled.
    var left = count
    while left > 0 {
      let part = min(left, Self.zeros.count)
      try update(part) { hash in
        Self.zeros.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<part])) }
      }
      left -= part
    }
  }

  private func update(
    _ count: Int, _ body: @escaping @Sendable (inout SHA256) -> Void
  ) throws {
    try worker.submit { [hash] in hash.value.withLock { body(&$0) } }
    self.count += count
  }

  func finish() throws { try worker.finish() }

  /// The digest of all bytes taken.
  func digest() throws -> Digest {
    try finish()
    return Digest(hash.value.withLock { $0.finalize() })
  }
}

private final class SharedHash: Sendable {
  let value = Mutex(SHA256())
}
