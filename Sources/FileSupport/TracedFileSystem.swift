public import SystemPackage

/// Another file system that tells each step, as one line, after it was taken: what was done to which
/// path, and what went wrong.
///
/// Reading and writing a file is told in one line when the file is closed, with the bytes.
public struct TracedFileSystem: FileSystem {
  private let base: any FileSystem
  private let tell: @Sendable (String) -> Void

  /// Passes each call on to `base`.
  ///
  /// - Parameter tell: takes each line, without a line end, from any thread.
  public init(_ base: any FileSystem, tell: @escaping @Sendable (String) -> Void) {
    self.base = base
    self.tell = tell
  }

  public func confined(to root: FilePath) -> any FileSystem {
    TracedFileSystem(base.confined(to: root), tell: tell)
  }

  public func openForReading(_ path: FilePath) throws -> any File {
    try step("open \(path)") { traced(try base.openForReading(path)) }
  }

  public func contents(of path: FilePath, limit: Int) throws -> [UInt8] {
    try step("read \(path)") {
      try base.contents(of: path, limit: limit)
    } result: {
      "\($0.count) bytes"
    }
  }

  public func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    try step("create \(path)") { traced(try base.createFile(path, mode: mode)) }
  }

  public func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    try step("create folder \(path)") { try base.createDirectory(path, mode: mode) }
  }

  public func setAccess(_ access: FileAccess, of folder: FilePath) throws {
    try step("set access of \(folder)") { try base.setAccess(access, of: folder) }
  }

  public func entries(of path: FilePath) throws -> [String] {
    try step("read folder \(path)") {
      try base.entries(of: path)
    } result: {
      $0.count.counting("entry", "entries")
    }
  }

  public func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    try step("examine \(path)") { try base.status(of: path, followingLinks: followingLinks) }
  }

  public func canonicalPath(of path: FilePath) throws -> FilePath {
    try step("find \(path)") {
      try base.canonicalPath(of: path)
    } result: {
      $0.string
    }
  }

  public func link(_ existing: FilePath, as new: FilePath) throws {
    try step("link \(existing) as \(new)") { try base.link(existing, as: new) }
  }

  public func rename(_ old: FilePath, to new: FilePath) throws {
    try step("rename \(old) to \(new)") { try base.rename(old, to: new) }
  }

  public func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    try step("rename \(old) to \(new) unless that exists") {
      try base.renameIfAbsent(old, to: new)
    }
  }

  public func removeFile(_ path: FilePath) throws {
    try step("remove \(path)") { try base.removeFile(path) }
  }

  public func removeDirectory(_ path: FilePath) throws {
    try step("remove folder \(path)") { try base.removeDirectory(path) }
  }

  public func synchronizeDirectory(_ path: FilePath) throws {
    try step("bring folder \(path) to disk") { try base.synchronizeDirectory(path) }
  }

  public func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    let isAccessible = base.isAccessible(path, forWriting: forWriting)
    tell("may \(forWriting ? "write" : "read") \(path): \(isAccessible ? "yes" : "no")")
    return isAccessible
  }

  public func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)? {
    try step("lock \(path)") {
      try base.lock(path, kind).map(traced)
    } result: {
      $0 == nil ? "held by another process" : nil
    }
  }

  public func isOpen(_ path: FilePath) throws -> Bool? {
    try step("see who has \(path) open") { try base.isOpen(path) }
  }

  public func touch(_ path: FilePath) throws {
    try step("set the time of \(path)") { try base.touch(path) }
  }

  public func space(at path: FilePath) throws -> FileSystemSpace {
    try step("examine the file system of \(path)") {
      try base.space(at: path)
    } result: {
      "\($0.available) bytes free"
    }
  }

  public func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]? {
    tell("read attribute \(name) of \(path)")
    return base.extendedAttribute(name, of: path)
  }

  private func traced(_ file: any File) -> any File { TracedFile(file, tell: tell) }

  private func step<Result>(
    _ name: String, _ body: () throws -> Result, result: (Result) -> String? = { _ in nil }
  ) throws -> Result {
    do {
      let value = try body()
      tell(result(value).map { "\(name): \($0)" } ?? name)
      return value
    } catch let error as PcoccError {
      tell("\(name): \(error.cause?.description ?? error.message)")
      throw error
    }
  }
}
