internal import CFileSupport
internal import Synchronization
public import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// An open file of the operating system.
public final class LocalFile: File {
  public let path: FilePath
  /// For calls that need the number; owned by this object.
  public let descriptor: FileDescriptor
  private let isClosed = Atomic(false)

  /// Takes over an open descriptor, which is closed with this object.
  ///
  /// - Parameter path: what messages call the file.
  public init(_ descriptor: FileDescriptor, path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { try? close() }

  public func status() throws -> FileStatus {
    var status = stat()
    try call("cannot examine") { fstat(descriptor.rawValue, &status) }
    return FileStatus(status)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    try attempt("cannot read") {
      try descriptor.read(fromAbsoluteOffset: Int64(offset), into: buffer)
    }
  }

  public func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws {
    _ = try attempt("cannot write") {
      try descriptor.writeAll(toAbsoluteOffset: Int64(offset), buffer)
    }
  }

  public func resize(to size: Int) throws {
    try attempt("cannot set its length") {
      try descriptor.resize(to: Int64(size), retryOnInterrupt: true)
    }
  }

  public func nextData(from offset: Int) throws -> Int? {
    let found = pcocc_seek_data(descriptor.rawValue, Int64(offset))
    if found == -Int64(ENXIO) { return nil }
    return try seekResult(found)
  }

  public func nextHole(from offset: Int) throws -> Int {
    try seekResult(pcocc_seek_hole(descriptor.rawValue, Int64(offset)))
  }

  private func seekResult(_ found: Int64) throws -> Int {
    guard found >= 0 else {
      throw PcoccError.fileSystem("cannot find its holes", path, Errno(rawValue: Int32(-found)))
    }
    return Int(found)
  }

  public func shareBytes(of source: any File) -> Bool {
    guard let source = source as? LocalFile else { return false }
    return pcocc_clone(descriptor.rawValue, source.descriptor.rawValue) == 0
  }

  public func isLocked(at offset: Int) -> Bool {
    pcocc_is_locked(descriptor.rawValue, Int64(offset)) == 1
  }

  public func willRead(_ range: Range<Int>) {
    posix_fadvise(
      descriptor.rawValue, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_WILLNEED)
  }

  public func startSynchronizing(_ range: Range<Int>) {
    pcocc_start_writing(descriptor.rawValue, Int64(range.lowerBound), Int64(range.count))
  }

  public func synchronize() throws {
    try call("cannot bring to disk") { fsync(descriptor.rawValue) }
  }

  /// Takes an advisory lock; false where another process holds one that excludes it.
  func lock(_ kind: FileLockKind) throws -> Bool {
    while flock(descriptor.rawValue, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw PcoccError.lockingFailed(path, .current) }
    }
    return true
  }

  /// Whether anybody else has the file open; nil where that cannot be told.
  var isOpenElsewhere: Bool? {
    switch pcocc_is_open_elsewhere(descriptor.rawValue) {
    case 0: false
    case 1: true
    default: nil
    }
  }

  public func close() throws {
    guard !isClosed.exchange(true, ordering: .sequentiallyConsistent) else { return }
    try attempt("cannot close") { try descriptor.close() }
  }

  /// Makes a system call that returns 0, again where a signal interrupted it.
  func call(_ action: String, _ body: () -> Int32) throws {
    while body() != 0 {
      if errno != EINTR { throw PcoccError.fileSystem(action, path, .current) }
    }
  }

  private func attempt<Result>(_ action: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let cause as Errno {
      throw PcoccError.fileSystem(action, path, cause)
    }
  }
}
