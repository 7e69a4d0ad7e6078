extension ByteSink {
  /// Writes bytes in a chunk of their own.
  public func write(_ bytes: [UInt8]) throws {
    let chunk = ChunkPool(chunkSize: bytes.count, count: 1).take()
    chunk.buffer.copyBytes(from: bytes)
    chunk.count = bytes.count
    try write(chunk)
  }
}
