public import SystemPackage

extension FileSink {
  /// Writes all that a pipe or any other descriptor delivers to a new file; blocks of zeros become
  /// holes. How much there will be is not known.
  ///
  /// - Throws: what the monitor throws, also while nothing comes.
  public static func spool(
    _ descriptor: FileDescriptor, into file: any File, monitor: Monitor = .silent
  ) throws {
    try spool(into: file, monitor: monitor) { try descriptor.read(into: $0, monitor) }
  }

  /// The same for what a function delivers.
  ///
  /// - Parameter read: fills the front of a buffer and returns by how many bytes; 0 at the end.
  /// - Throws: what `read` and the monitor throw.
  public static func spool(
    into file: any File, monitor: Monitor = .silent,
    _ read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    let sink = FileSink(file)
    let pool = ChunkPool(chunkSize: 1 << 20, count: 4)
    var completed = 0
    while true {
      try monitor.checkCancelled()
      let chunk = pool.take()
      while chunk.count < chunk.buffer.count {
        let count = try read(chunk[chunk.count..<chunk.buffer.count])
        guard count > 0 else { break }
        chunk.count += count
      }
      guard chunk.count > 0 else { return try sink.finish() }
      completed += chunk.count
      try sink.write(chunk)
      monitor.report(completed: completed, of: 0)
    }
  }
}

extension FileDescriptor {
  /// Reads what is there, as soon as something is; 0 at the end.
  fileprivate func read(
    into buffer: UnsafeMutableRawBufferPointer, _ monitor: Monitor
  ) throws -> Int {
    try wait(for: .reading, monitor)
    do {
      return try read(into: buffer)
    } catch let cause as Errno {
      throw PcoccError(.io, "cannot read the input", cause: cause)
    }
  }
}
