/// Writes to a new file on a thread of its own.
///
/// Blocks of zeros are left out, so that they become holes, and the kernel is told early to bring
/// the rest to disk, so that there is little left to wait for at the end.
public final class FileWriter {
  private let worker = SerialWorker("write")
  private let file: any File
  private let state = State()

  /// What only the worker's thread touches.
  fileprivate final class State: @unchecked Sendable {
    /// The bytes that the kernel has not been told of.
    var pending = 0..<0
  }

  /// - Parameter file: new and empty.
  public init(_ file: any File) { self.file = file }

  /// After an error nothing may go on writing to a file that the caller closes or removes.
  deinit { worker.abandon() }

  /// Writes a part of a chunk; returns before that is done, as the other calls do.
  public func write(_ chunk: Chunk, _ range: Range<Int>, at offset: Int) throws {
    try worker.submit { [file, state] in
      try file.writeSparsely(UnsafeRawBufferPointer(chunk[range]), at: offset)
      state.noteWritten(offset..<offset + range.count, file)
    }
  }

  /// Writes a few bytes, such as a table.
  public func write(_ bytes: [UInt8], at offset: Int) throws {
    try worker.submit { [file] in
      try bytes.withUnsafeBytes { try file.writeSparsely($0, at: offset) }
    }
  }

  /// Gives the file its length, which a hole at the end asks for, and waits until all is done.
  public func finish(size: Int) throws {
    try worker.submit { [file] in try file.resize(to: size) }
    try worker.finish()
  }
}

extension FileWriter.State {
  /// Bytes after which the kernel is told.
  private static let stride = 8 << 20

  fileprivate func noteWritten(_ range: Range<Int>, _ file: any File) {
    pending = min(pending.lowerBound, range.lowerBound)..<max(pending.upperBound, range.upperBound)
    guard pending.count >= Self.stride else { return }
    file.startSynchronizing(pending)
    pending = pending.upperBound..<pending.upperBound
  }
}

extension File {
  /// Writes the blocks of `bytes` that are not zero.
  fileprivate func writeSparsely(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
    // What file systems can keep as a hole.
    let blockSize = 4096
    var dataStart = 0
    var position = 0
    while position < bytes.count {
      let end = min(bytes.count, position + blockSize - (offset + position) % blockSize)
      if UnsafeRawBufferPointer(rebasing: bytes[position..<end]).isZero {
        try write(bytes, dataStart..<position, at: offset)
        dataStart = end
      }
      position = end
    }
    try write(bytes, dataStart..<bytes.count, at: offset)
  }

  private func write(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, at offset: Int) throws {
    guard !range.isEmpty else { return }
    try write(UnsafeRawBufferPointer(rebasing: bytes[range]), at: offset + range.lowerBound)
  }
}
