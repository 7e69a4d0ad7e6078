public import FileSupport

extension FileCompression {
  private static let chunkSize = 1 << 20

  /// Unpacks a file as a whole into a new, empty one; runs of zeros become holes.
  ///
  /// - Parameter monitor: is told of bytes of the compressed file.
  /// - Throws: `corrupt` where the file is damaged or cut short; what the files and the monitor
  ///   throw.
  public func unpack(
    _ file: any File, into output: any File, monitor: Monitor = .silent
  ) throws {
    let size = try file.status().size
    let unpacker = try makeUnpacker()
    let pool = ChunkPool(chunkSize: Self.chunkSize, count: 4)
    let sink = FileSink(output)
    let input = pool.take()
    var offset = 0
    while offset < size {
      input.count = min(size - offset, input.buffer.count)
      try file.readFully(into: input[0..<input.count], at: offset)
      try unpack(input, unpacker, of: file, to: sink, pool, monitor)
      offset += input.count
      monitor.report(completed: offset, of: size)
    }
    guard unpacker.isComplete else {
      throw PcoccError.truncatedImage(file.path, "the \(self) data ends too early")
    }
    try sink.finish()
  }

  /// Unpacks all of `input`.
  private func unpack(
    _ input: Chunk, _ unpacker: any StreamUnpacker, of file: any File, to sink: FileSink,
    _ pool: ChunkPool, _ monitor: Monitor
  ) throws {
    var rest = input.bytes
    var isFull = false
    while !rest.isEmpty || isFull {
      try monitor.checkCancelled()
      let output = pool.take()
      guard let (taken, delivered) = unpacker.unpack(rest, into: output.buffer) else {
        throw PcoccError.corruptImage(file.path, "the \(self) data is damaged")
      }
      guard taken > 0 || delivered > 0 || isFull else {
        throw PcoccError.corruptImage(file.path, "the \(self) data does not go on")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      output.count = delivered
      // There may be more where the output is full, without more input.
      isFull = delivered == output.buffer.count
      if delivered > 0 { try sink.write(output) }
    }
  }
}
