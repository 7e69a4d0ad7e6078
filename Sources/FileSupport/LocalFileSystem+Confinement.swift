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
    while true {
      let result = attempt(path, body)
      if result >= 0 { return result }
      let cause = Errno(rawValue: -result)
      if cause != .interrupted { throw failure(action, path, cause) }
    }
  }

  /// Makes a system call on two paths; the first is the one that a failure is about.
  func call(
    _ action: String, _ path: FilePath, _ second: FilePath, _ body: CallOnTwo
  ) throws {
    while true {
      // Until the folder of the second is found, it is that one.
      var concerned = second
      let result = attempt(second) { secondFolder, secondName in
        concerned = path
        let result = attempt(path) { body($0, $1, secondFolder, secondName) }
        errno = -min(result, 0)
        return result
      }
      if result >= 0 { return }
      let cause = Errno(rawValue: -result)
      if cause != .interrupted { throw failure(action, concerned, cause) }
    }
  }

  /// Makes a system call once; returns what it returns, or a negated errno.
  ///
  /// The root is opened anew where it is stale, so what is looked up in it is so too, whichever call
  /// it was that found that out.
  private func attempt(_ path: FilePath, _ body: Call) -> Int32 {
    path.withPlatformString { whole in
      guard let root, let way = root.relative(whole) else {
        let result = body(AT_FDCWD, whole)
        return result < 0 ? -errno : result
      }
      return root.use { opened in
        let folder = pcocc_open_parent_beneath(opened, way)
        guard folder >= 0 else { return folder }
        defer { close(folder) }
        let result = body(folder, root.name(in: way))
        return result < 0 ? -errno : result
      }
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
    guard cause == .notDirectory else { return false }
    var found = stat()
    return isConfined(path)
      && attempt(path, { fstatat($0, $1, &found, AT_SYMLINK_NOFOLLOW) }) == 0
      && FileStatus(found).kind == .symbolicLink
  }
}
