public import SystemPackage

extension FileSink {
  /// Writes all that a pipe or any other descriptor delivers to a new file; blocks of zeros become
  /// holes.
  ///
  /// - Throws: what the monitor throws, also while nothing comes.
  public static func spool(
    _ descriptor: FileDescriptor, into file: any File, monitor: Monitor = .silent
  ) throws {
    let sink = FileSink(file)
    let pool = ChunkPool(chunkSize: 1 << 20, count: 4)
    while true {
      let chunk = pool.take()
      chunk.count = try descriptor.fill(chunk.buffer, monitor)
      guard chunk.count > 0 else { return try sink.finish() }
      try sink.write(chunk)
    }
  }
}

extension FileDescriptor {
  /// Fills `buffer`, unless the end comes first; returns how many bytes there are.
  fileprivate func fill(
    _ buffer: UnsafeMutableRawBufferPointer, _ monitor: Monitor
  ) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      try wait(for: .reading, monitor)
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      do {
        let count = try read(into: rest)
        guard count > 0 else { break }
        filled += count
      } catch let cause as Errno {
        throw PcoccError(.io, "cannot read the input", cause: cause)
      }
    }
    return filled
  }
}
