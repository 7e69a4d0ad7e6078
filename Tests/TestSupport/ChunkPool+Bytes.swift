public import FileSupport

extension ChunkPool {
  /// A chunk that holds these bytes.
  public func chunk(_ bytes: [UInt8]) -> Chunk {
    let chunk = take()
    chunk.buffer.copyBytes(from: bytes)
    chunk.count = bytes.count
    return chunk
  }
}
