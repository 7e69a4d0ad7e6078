internal import Dispatch
internal import Synchronization

/// A fixed number of buffers of one size: what bounds the memory of a transfer.
public final class ChunkPool: Sendable {
  /// Bytes per buffer.
  public let chunkSize: Int
  /// How many buffers there are.
  public let count: Int

  private let available = DispatchSemaphore(value: 0)
  /// Buffers are made when they are first needed: small files need few.
  private let idle = Mutex<[Memory]>([])

  private struct Memory: @unchecked Sendable {
    var buffer: UnsafeMutableRawBufferPointer
  }

  private static let pageSize = 4096

  /// Makes no buffer yet: each is made when it is first taken.
  public init(chunkSize: Int, count: Int) {
    self.chunkSize = chunkSize
    self.count = count
    // A semaphore that starts at a number must not end below it, as it would after an error.
    for _ in 0..<count { available.signal() }
  }

  deinit { idle.withLock { $0.forEach { $0.buffer.deallocate() } } }

  /// An unused buffer, as soon as there is one; its content is arbitrary.
  public func take() -> Chunk {
    available.wait()
    // The one used last is the likeliest to be in a processor's cache.
    let memory = idle.withLock { $0.popLast() }
    return Chunk(memory?.buffer ?? makeBuffer(), of: self)
  }

  private func makeBuffer() -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: chunkSize, alignment: Self.pageSize)
  }

  func put(_ buffer: UnsafeMutableRawBufferPointer) {
    let memory = Memory(buffer: buffer)
    idle.withLock { $0.append(memory) }
    available.signal()
  }
}
