internal import CFileSupport
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// How paths are looked up.
///
/// Outside the root the kernel does it. Below the root, the folder that holds the last component is
/// opened first, without following a link, and the call is made on the name in that folder. Nobody
/// can put a link in its place in between.
extension LocalFileSystem {
  /// A system call on a name in an open folder; returns a negative number where it fails.
  typealias Call = (Int32, UnsafePointer<CChar>) -> Int32
  /// The same with a second folder and name.
  typealias CallOnTwo = (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>) -> Int32

  func open(
    _ path: FilePath, _ access: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
    _ mode: FilePermissions?, _ action: String
  ) throws -> LocalFile {
    LocalFile(try descriptor(of: path, access, options, mode, action), path: path)
  }

  func descriptor(
    of path: FilePath, _ access: FileDescriptor.AccessMode,
    _ options: FileDescriptor.OpenOptions, _ mode: FilePermissions?, _ action: String
  ) throws -> FileDescriptor {
    let flags = access.rawValue | options.rawValue | O_CLOEXEC
    let permissions = mode?.rawValue ?? 0
    return try path.withPlatformString { whole in
      while true {
        var result: Int32
        if let root, let way = root.relative(whole) {
          result = root.use { pcocc_open_beneath($0, way, flags, permissions) }
        } else {
          result = openat(AT_FDCWD, whole, flags, permissions)
          if result < 0 { result = -errno }
        }
        if result >= 0 { return FileDescriptor(rawValue: result) }
        let cause = Errno(rawValue: -result)
        if cause != .interrupted { throw failure(action, path, cause) }
      }
    }
  }

  /// Whether links are not followed on the way to `path`.
  func isConfined(_ path: FilePath) -> Bool {
    path.withPlatformString { root?.relative($0) } != nil
  }

  /// Makes a system call, again where a signal interrupted it, and returns its result.
  @discardableResult
  func call(_ action: String, _ path: FilePath, _ body: Call) throws -> Int32 {
    try withFolder(of: path, action) { folder, name in
      while true {
        let result = body(folder, name)
        if result >= 0 { return result }
        let cause = Errno.current
        if cause != .interrupted { throw failure(action, path, cause) }
      }
    }
  }

  /// Makes a system call on two paths; the first is the one that a failure is about.
  func call(
    _ action: String, _ path: FilePath, _ second: FilePath, _ body: CallOnTwo
  ) throws {
    try withFolder(of: second, action) { secondFolder, secondName in
      _ = try call(action, path) { body($0, $1, secondFolder, secondName) }
    }
  }

  private func withFolder<Result>(
    of path: FilePath, _ action: String,
    _ body: (Int32, UnsafePointer<CChar>) throws -> Result
  ) throws -> Result {
    try path.withPlatformString { whole in
      guard let root, let way = root.relative(whole) else { return try body(AT_FDCWD, whole) }
      let folder = root.use { pcocc_open_parent_beneath($0, way) }
      guard folder >= 0 else { throw failure(action, path, Errno(rawValue: -folder)) }
      defer { close(folder) }
      return try body(folder, root.name(in: way))
    }
  }

  /// Says so where a symbolic link stands in the way.
  private func failure(_ action: String, _ path: FilePath, _ cause: Errno) -> PcoccError {
    guard isConfined(path), cause == .tooManySymbolicLinkLevels || isLinkForFolder(path, cause)
    else { return PcoccError.fileSystem(action, path, cause) }
    return PcoccError(
      .corrupt, "\(action): symbolic links inside a repository are not followed", path: path,
      advice: "only its own folder may be one")
  }

  /// Where a folder is asked for, a link is told to be none.
  private func isLinkForFolder(_ path: FilePath, _ cause: Errno) -> Bool {
    guard cause == .notDirectory, let root else { return false }
    return path.withPlatformString { whole in
      guard let way = root.relative(whole) else { return false }
      let folder = root.use { pcocc_open_parent_beneath($0, way) }
      guard folder >= 0 else { return false }
      defer { close(folder) }
      var found = stat()
      return fstatat(folder, root.name(in: way), &found, AT_SYMLINK_NOFOLLOW) == 0
        && FileStatus(found).kind == .symbolicLink
    }
  }
}
