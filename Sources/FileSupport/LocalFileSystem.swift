internal import CFileSupport
public import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// The file system of this machine, network mounts included.
public struct LocalFileSystem: FileSystem {
  /// Where no symbolic link is followed; nil where all are.
  let root: ConfinedFolder?

  /// The file system with every symbolic link followed; see `confined(to:)`.
  public init() { root = nil }

  private init(root: ConfinedFolder) { self.root = root }

  public func confined(to root: FilePath) -> any FileSystem {
    LocalFileSystem(root: ConfinedFolder(root))
  }

  public func openForReading(_ path: FilePath) throws -> any File {
    let noControllingTerminal = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)
    return try open(path, .readOnly, [.nonBlocking, noControllingTerminal], nil, "cannot open")
  }

  public func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    try open(path, .readWrite, [.create, .exclusiveCreate], mode, "cannot create")
  }

  public func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    try call("cannot create folder", path) { mkdirat($0, $1, mode.rawValue) }
  }

  public func setAccess(_ access: FileAccess, of folder: FilePath) throws {
    try open(folder, .readOnly, [.directory, .noFollow], nil, "cannot open folder")
      .setAccess(access)
  }

  public func entries(of path: FilePath) throws -> [String] {
    let action = "cannot read folder"
    let descriptor = try descriptor(of: path, .readOnly, [.directory], nil, action)
    guard let folder = fdopendir(descriptor.rawValue) else {
      let cause = Errno.current
      try? descriptor.close()
      throw PcoccError.fileSystem(action, path, cause)
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
    guard errno == 0 else { throw PcoccError.fileSystem(action, path, .current) }
    return names
  }

  public func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    var result = stat()
    let flags = followingLinks && !isConfined(path) ? 0 : AT_SYMLINK_NOFOLLOW
    try call("cannot examine", path) { fstatat($0, $1, &result, flags) }
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
    try call("cannot create", new, existing) { linkat($2, $3, $0, $1, 0) }
  }

  public func rename(_ old: FilePath, to new: FilePath) throws {
    try call("cannot take this name", new, old) { renameat($2, $3, $0, $1) }
  }

  public func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    try call("cannot take this name", new, old) { pcocc_rename_no_replace($2, $3, $0, $1) }
  }

  public func removeFile(_ path: FilePath) throws {
    try call("cannot remove", path) { unlinkat($0, $1, 0) }
  }

  public func removeDirectory(_ path: FilePath) throws {
    try call("cannot remove folder", path) { unlinkat($0, $1, AT_REMOVEDIR) }
  }

  public func synchronizeDirectory(_ path: FilePath) throws {
    try open(path, .readOnly, [.directory], nil, "cannot open folder").synchronize()
  }

  public func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    let access = forWriting ? R_OK | W_OK : R_OK
    return (try? call("cannot examine", path) { faccessat($0, $1, access, 0) }) != nil
  }

  public func space(at path: FilePath) throws -> FileSystemSpace {
    var result = statvfs()
    try call("cannot examine its file system", path) { _, _ in
      path.withPlatformString { statvfs($0, &result) }
    }
    let block = Int(clamping: result.f_frsize)
    return FileSystemSpace(
      available: Int(clamping: result.f_bavail).multipliedClamping(by: block),
      total: Int(clamping: result.f_blocks).multipliedClamping(by: block))
  }

  public func touch(_ path: FilePath) throws {
    let flags = isConfined(path) ? AT_SYMLINK_NOFOLLOW : 0
    try call("cannot set its time", path) { utimensat($0, $1, nil, flags) }
  }

  public func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]? {
    var value = [UInt8](repeating: 0, count: 64 << 10)
    let count = path.withPlatformString { path in
      value.withUnsafeMutableBytes { pcocc_attribute(path, name, $0.baseAddress, $0.count) }
    }
    return count < 0 ? nil : Array(value.prefix(Int(count)))
  }
}
