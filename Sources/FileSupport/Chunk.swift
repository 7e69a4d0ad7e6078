/// A buffer on its way from a reader to a writer.
///
/// Whoever fills it is alone with it; once handed on it is only read. Its memory goes back to the
/// pool when the last reference goes.
public final class Chunk: @unchecked Sendable {
  /// All of its memory, aligned to pages.
  public let buffer: UnsafeMutableRawBufferPointer
  /// How many bytes are in use, from the start on.
  public var count = 0
  private let pool: ChunkPool

  init(_ buffer: UnsafeMutableRawBufferPointer, of pool: ChunkPool) {
    self.buffer = buffer
    self.pool = pool
  }

  deinit { pool.put(buffer) }

  /// The bytes in use.
  public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(self[0..<count]) }

  /// A part of the memory.
  public subscript(range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: buffer[range])
  }
}
