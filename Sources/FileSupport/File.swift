public import SystemPackage

/// An open file, read and written at offsets, by any number of threads at once.
///
/// The descriptor is closed when the last reference goes; a writer calls `close()` itself, because
/// only that reports what the file system kept back until then.
public protocol File: AnyObject, Sendable {
  /// The path the file was opened by, for messages.
  var path: FilePath { get }

  /// What fstat(2) tells of the file now.
  func status() throws -> FileStatus

  /// Reads up to `buffer.count` bytes at `offset`; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int

  /// Writes all of `buffer` at `offset`.
  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws

  /// Makes the file `size` bytes long; what is added reads as zeros and takes no space.
  func resize(to size: Int) throws

  /// The first data at or after `offset`, or nil where only a hole follows.
  func nextData(from offset: Int) throws -> Int?

  /// The first hole at or after `offset`; the end of the file counts as one.
  func nextHole(from offset: Int) throws -> Int

  /// Makes the file, which is empty, share the bytes of another one; false where the file system
  /// cannot do that.
  func shareBytes(of source: any File) -> Bool

  /// Whether somebody else holds a lock of fcntl(2) on a byte; false where that cannot be told.
  func isLocked(at offset: Int) -> Bool

  /// Tells the kernel that a range will be read soon.
  func willRead(_ range: Range<Int>)

  /// Tells the kernel to begin to bring a range to disk, and does not wait.
  func startSynchronizing(_ range: Range<Int>)

  /// Sets group, mode and readers, whatever the umask was; only the file's owner may.
  ///
  /// - Throws: `unsupported` where the file system keeps no readers.
  func setAccess(_ access: FileAccess) throws

  /// Who may do what with the file now.
  func access() throws -> FileAccess

  /// Waits until content and length are on disk.
  func synchronize() throws

  /// Closes the file; does nothing where that has been done.
  func close() throws
}

extension File {
  /// What the mode says.
  public func access() throws -> FileAccess {
    let status = try status()
    return FileAccess(
      mode: FilePermissions(rawValue: .init(status.mode)), groupID: status.groupID,
      readers: FileReaders())
  }

  /// Shares nothing.
  public func shareBytes(of source: any File) -> Bool { false }

  /// Knows of no locks.
  public func isLocked(at offset: Int) -> Bool { false }

  /// Does nothing: it is only a hint.
  public func startSynchronizing(_ range: Range<Int>) {}

  /// Fills `buffer` from `offset`; throws where the file ends first.
  public func readFully(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var filled = 0
    while filled < buffer.count {
      let count = try read(
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), at: offset + filled)
      guard count > 0 else { throw PcoccError.shortRead(path, at: offset + filled) }
      filled += count
    }
  }

  /// The `count` bytes at `offset`; throws where the file ends first.
  ///
  /// The caller bounds `count`: it is allocated at once.
  public func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    var result = [UInt8](repeating: 0, count: count)
    try result.withUnsafeMutableBytes { try readFully(into: $0, at: offset) }
    return result
  }

  /// The whole content of a regular file of at most `limit` bytes.
  public func contents(limit: Int) throws -> [UInt8] {
    let status = try status()
    guard status.kind == .regular else {
      throw PcoccError(.corrupt, "is a \(status.kind.rawValue), not a regular file", path: path)
    }
    guard status.size <= limit else {
      throw PcoccError(
        .corrupt, "is \(status.size) bytes long, more than the \(limit) allowed", path: path)
    }
    return try bytes(at: 0, count: status.size)
  }

  /// What a file delivers up to its end, of at most `limit` bytes: for files of proc(5), which tell no
  /// length.
  public func contentsToEnd(limit: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = try piece.withUnsafeMutableBytes { try read(into: $0, at: result.count) }
      guard count > 0 else { return result }
      result += piece[..<count]
      guard result.count <= limit else {
        throw PcoccError(.corrupt, "is longer than the \(limit) bytes allowed", path: path)
      }
    }
  }
}
