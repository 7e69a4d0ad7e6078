internal import CFileSupport
public import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// The file system of this machine, network mounts included.
public struct LocalFileSystem: FileSystem {
  public init() {}

  public func openForReading(_ path: FilePath) throws -> any File {
    let noControllingTerminal = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)
    return try open(
      path, .readOnly, [.nonBlocking, noControllingTerminal, .closeOnExec], nil, "cannot open")
  }

  public func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    try open(path, .readWrite, [.create, .exclusiveCreate, .closeOnExec], mode, "cannot create")
  }

  func open(
    _ path: FilePath, _ access: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
    _ mode: FilePermissions?, _ action: String
  ) throws -> LocalFile {
    do {
      return LocalFile(
        try FileDescriptor.open(path, access, options: options, permissions: mode), path: path)
    } catch let cause as Errno {
      throw PcoccError.fileSystem(action, path, cause)
    }
  }

  public func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    try call("cannot create folder", path) { mkdir($0, mode.rawValue) }
  }

  public func setAccess(_ access: FileAccess, of folder: FilePath) throws {
    try open(
      folder, .readOnly, [.directory, .noFollow, .closeOnExec], nil, "cannot open folder"
    ).setAccess(access)
  }

  public func entries(of path: FilePath) throws -> [String] {
    var opened = path.withPlatformString(opendir)
    while opened == nil, errno == EINTR { opened = path.withPlatformString(opendir) }
    guard let folder = opened else {
      throw PcoccError.fileSystem("cannot read folder", path, .current)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        if errno == EINTR { continue }
        break
      }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw PcoccError.fileSystem("cannot read folder", path, .current) }
    return names
  }

  public func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    var result = stat()
    try call("cannot examine", path) { followingLinks ? stat($0, &result) : lstat($0, &result) }
    return FileStatus(result)
  }

  public func canonicalPath(of path: FilePath) throws -> FilePath {
    guard let found = path.withPlatformString({ realpath($0, nil) }) else {
      throw PcoccError.fileSystem("cannot find", path, .current)
    }
    defer { free(found) }
    return FilePath(platformString: found)
  }

  public func link(_ existing: FilePath, as new: FilePath) throws {
    try call("cannot create", new) { new in
      existing.withPlatformString { linkat(AT_FDCWD, $0, AT_FDCWD, new, 0) }
    }
  }

  public func rename(_ old: FilePath, to new: FilePath) throws {
    try call("cannot take this name", new) { new in
      old.withPlatformString { Glibc.rename($0, new) }
    }
  }

  public func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    try call("cannot take this name", new) { new in
      old.withPlatformString { pcocc_rename_no_replace($0, new) }
    }
  }

  public func removeFile(_ path: FilePath) throws {
    try call("cannot remove", path) { unlink($0) }
  }

  public func removeDirectory(_ path: FilePath) throws {
    try call("cannot remove folder", path) { rmdir($0) }
  }

  public func synchronizeDirectory(_ path: FilePath) throws {
    let folder = try open(path, .readOnly, [.directory, .closeOnExec], nil, "cannot open folder")
    try folder.synchronize()
  }

  public func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    path.withPlatformString { access($0, forWriting ? R_OK | W_OK : R_OK) == 0 }
  }

  public func space(at path: FilePath) throws -> FileSystemSpace {
    var result = statvfs()
    try call("cannot examine its file system", path) { statvfs($0, &result) }
    let block = Int(clamping: result.f_frsize)
    return FileSystemSpace(
      available: Int(clamping: result.f_bavail).multipliedClamping(by: block),
      total: Int(clamping: result.f_blocks).multipliedClamping(by: block))
  }

  public func touch(_ path: FilePath) throws {
    try call("cannot set its time", path) { utimensat(AT_FDCWD, $0, nil, 0) }
  }

  public func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: 64 << 10)
    let count = path.withPlatformString { path in
      value.withUnsafeMutableBytes { pcocc_attribute(path, name, $0.baseAddress, $0.count) }
    }
    return count < 0 ? nil : Array(value.prefix(Int(count)))
  }

  /// Makes a system call that returns 0, again where a signal interrupted it.
  private func call(
    _ action: String, _ path: FilePath, _ body: (UnsafePointer<CChar>) -> Int32
  ) throws {
    let failure: Errno? = path.withPlatformString { path in
      while body(path) != 0 {
        if errno != EINTR { return .current }
      }
      return nil
    }
    if let failure { throw PcoccError.fileSystem(action, path, failure) }
  }
}
