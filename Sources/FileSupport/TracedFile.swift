internal import Synchronization
internal import SystemPackage

/// A file of a `TracedFileSystem`.
final class TracedFile: File {
  private let base: any File
  private let tell: @Sendable (String) -> Void
  private let bytesRead = Atomic(0)
  private let bytesWritten = Atomic(0)
  private let isClosed = Atomic(false)

  init(_ base: any File, tell: @escaping @Sendable (String) -> Void) {
    self.base = base
    self.tell = tell
  }

  deinit { tellEnd() }

  var path: FilePath { base.path }

  func status() throws -> FileStatus { try base.status() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    let count = try base.read(into: buffer, at: offset)
    bytesRead.wrappingAdd(count, ordering: .relaxed)
    return count
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws {
    try base.write(buffer, at: offset)
    bytesWritten.wrappingAdd(buffer.count, ordering: .relaxed)
  }

  func resize(to size: Int) throws {
    try base.resize(to: size)
    tell("make \(path) \(size) bytes long")
  }

  func nextData(from offset: Int) throws -> Int? { try base.nextData(from: offset) }
  func nextHole(from offset: Int) throws -> Int { try base.nextHole(from: offset) }

  func shareBytes(of source: any File) -> Bool {
    let isShared = base.shareBytes(of: (source as? TracedFile)?.base ?? source)
    tell("share the bytes of \(source.path) with \(path): \(isShared ? "yes" : "no")")
    return isShared
  }

  func isLocked(at offset: Int) -> Bool { base.isLocked(at: offset) }
  func willRead(_ range: Range<Int>) { base.willRead(range) }
  func startSynchronizing(_ range: Range<Int>) { base.startSynchronizing(range) }

  func setAccess(_ access: FileAccess) throws {
    try base.setAccess(access)
    tell("set access of \(path)")
  }

  func access() throws -> FileAccess { try base.access() }

  func synchronize() throws {
    try base.synchronize()
    tell("bring \(path) to disk")
  }

  func close() throws {
    try base.close()
    tellEnd()
  }

  /// Says once what was read and written.
  private func tellEnd() {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    let counts = [
      ("read", bytesRead.load(ordering: .relaxed)),
      ("written", bytesWritten.load(ordering: .relaxed)),
    ].filter { $0.1 > 0 }.map { "\($0.1) bytes \($0.0)" }
    tell("close \(path)\(counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))")
  }
}
