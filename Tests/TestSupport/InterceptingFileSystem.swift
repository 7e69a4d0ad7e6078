public import FileSupport
public import SystemPackage

/// The local file system with a test's own code run before and after each call; either may throw
/// to make the call fail, before it was done or although it was.
public struct InterceptingFileSystem: FileSystem {
  public enum Operation: String, Sendable, CaseIterable {
    case openForReading, createFile, createDirectory, entries, status, link, rename, canonicalPath
    case renameIfAbsent, removeFile, removeDirectory, synchronizeDirectory, space
    case lock, isOpen, touch, setFolderAccess
    case fileStatus, read, write, resize, setAccess, synchronize, close
  }

  public struct Call: Sendable {
    public var operation: Operation
    /// What is operated on; for links and renames the new name.
    public var path: FilePath
  }

  public typealias Hook = @Sendable (Call) throws -> Void

  private let base: any FileSystem
  private let before: Hook
  private let after: Hook
  fileprivate let isCutShort: @Sendable (Call) -> Bool
  private let seen: @Sendable (FileStatus) -> FileStatus

  /// - Parameters:
  ///   - isCutShort: whether a write gets only half of its bytes to the file and fails.
  ///   - seen: what is told of a file that has this status.
  public init(
    before: @escaping Hook = { _ in }, after: @escaping Hook = { _ in },
    isCutShort: @escaping @Sendable (Call) -> Bool = { _ in false },
    seen: @escaping @Sendable (FileStatus) -> FileStatus = { $0 }
  ) {
    self.init(LocalFileSystem(), before, after, isCutShort, seen)
  }

  private init(
    _ base: any FileSystem, _ before: @escaping Hook, _ after: @escaping Hook,
    _ isCutShort: @escaping @Sendable (Call) -> Bool,
    _ seen: @escaping @Sendable (FileStatus) -> FileStatus
  ) {
    self.base = base
    self.before = before
    self.after = after
    self.isCutShort = isCutShort
    self.seen = seen
  }

  public func confined(to root: FilePath) -> any FileSystem {
    InterceptingFileSystem(base.confined(to: root), before, after, isCutShort, seen)
  }

  fileprivate func run<Result>(
    _ operation: Operation, _ path: FilePath, _ body: () throws -> Result
  ) throws -> Result {
    try before(Call(operation: operation, path: path))
    let result = try body()
    try after(Call(operation: operation, path: path))
    return result
  }

  public func openForReading(_ path: FilePath) throws -> any File {
    try run(.openForReading, path) {
      InterceptingFile(base: try base.openForReading(path), system: self)
    }
  }

  public func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    try run(.createFile, path) {
      InterceptingFile(base: try base.createFile(path, mode: mode), system: self)
    }
  }

  public func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    try run(.createDirectory, path) { try base.createDirectory(path, mode: mode) }
  }

  public func setAccess(_ access: FileAccess, of folder: FilePath) throws {
    try run(.setFolderAccess, folder) { try base.setAccess(access, of: folder) }
  }

  public func entries(of path: FilePath) throws -> [String] {
    try run(.entries, path) { try base.entries(of: path) }
  }

  public func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    try run(.status, path) { seen(try base.status(of: path, followingLinks: followingLinks)) }
  }

  public func canonicalPath(of path: FilePath) throws -> FilePath {
    try run(.canonicalPath, path) { try base.canonicalPath(of: path) }
  }

  public func link(_ existing: FilePath, as new: FilePath) throws {
    try run(.link, new) { try base.link(existing, as: new) }
  }

  public func rename(_ old: FilePath, to new: FilePath) throws {
    try run(.rename, new) { try base.rename(old, to: new) }
  }

  public func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    try run(.renameIfAbsent, new) { try base.renameIfAbsent(old, to: new) }
  }

  public func removeFile(_ path: FilePath) throws {
    try run(.removeFile, path) { try base.removeFile(path) }
  }

  public func removeDirectory(_ path: FilePath) throws {
    try run(.removeDirectory, path) { try base.removeDirectory(path) }
  }

  public func synchronizeDirectory(_ path: FilePath) throws {
    try run(.synchronizeDirectory, path) { try base.synchronizeDirectory(path) }
  }

  public func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    base.isAccessible(path, forWriting: forWriting)
  }

  public func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)? {
    try run(.lock, path) {
      try base.lock(path, kind).map { InterceptingFile(base: $0, system: self) }
    }
  }

  public func isOpen(_ path: FilePath) throws -> Bool? {
    try run(.isOpen, path) { try base.isOpen(path) }
  }

  public func touch(_ path: FilePath) throws {
    try run(.touch, path) { try base.touch(path) }
  }

  public func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]? {
    base.extendedAttribute(name, of: path)
  }

  public func space(at path: FilePath) throws -> FileSystemSpace {
    try run(.space, path) { try base.space(at: path) }
  }
}

private final class InterceptingFile: File {
  private let base: any File
  private let system: InterceptingFileSystem

  init(base: any File, system: InterceptingFileSystem) {
    self.base = base
    self.system = system
  }

  var path: FilePath { base.path }

  func status() throws -> FileStatus {
    try system.run(.fileStatus, path) { try base.status() }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    try system.run(.read, path) { try base.read(into: buffer, at: offset) }
  }

  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws {
    try system.run(.write, path) {
      guard system.isCutShort(.init(operation: .write, path: path)) else {
        return try base.write(buffer, at: offset)
      }
      try base.write(UnsafeRawBufferPointer(rebasing: buffer.prefix(buffer.count / 2)), at: offset)
      throw PcoccError.fileSystem("cannot write", path, .noSpace)
    }
  }

  func resize(to size: Int) throws {
    try system.run(.resize, path) { try base.resize(to: size) }
  }

  func nextData(from offset: Int) throws -> Int? { try base.nextData(from: offset) }
  func nextHole(from offset: Int) throws -> Int { try base.nextHole(from: offset) }
  func willRead(_ range: Range<Int>) { base.willRead(range) }

  func setAccess(_ access: FileAccess) throws {
    try system.run(.setAccess, path) { try base.setAccess(access) }
  }

  func access() throws -> FileAccess { try base.access() }

  func synchronize() throws { try system.run(.synchronize, path) { try base.synchronize() } }
  func close() throws { try system.run(.close, path) { try base.close() } }
}
