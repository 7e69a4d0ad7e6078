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
    var flags = access.rawValue | options.rawValue | O_CLOEXEC
    if isConfined(path) { flags |= O_NOFOLLOW }
    return FileDescriptor(
      rawValue: try call(action, path) { openat($0, $1, flags, mode?.rawValue ?? 0) })
  }

  /// Whether links are not followed on the way to `path`.
  func isConfined(_ path: FilePath) -> Bool { path.withPlatformString(isConfined) }

  /// Bytes are compared, because paths are compared in each call and their components take long.
  private func isConfined(_ path: UnsafePointer<CChar>) -> Bool {
    guard let root else { return false }
    let isBelow = root.withUnsafeBufferPointer { bytes in
      strncmp(path, bytes.baseAddress ?? path, bytes.count) == 0
    }
    return isBelow && path[root.count] == Self.slash && path[root.count + 1] != 0
  }

  private static let slash = CChar(UInt8(ascii: "/"))

  /// Makes a system call, again where a signal interrupted it, and returns its result.
  @discardableResult
  func call(_ action: String, _ path: FilePath, _ body: Call) throws -> Int32 {
    try withFolder(of: path, action) { folder, name in
      while true {
        let result = body(folder, name)
        if result >= 0 { return result }
        let cause = Errno.current
        if cause != .interrupted { throw failure(action, path, cause, folder, name) }
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
      guard let root, isConfined(whole), let end = strrchr(whole, Int32(Self.slash)) else {
        return try body(AT_FDCWD, whole)
      }
      let folder = pcocc_open_parent_beneath(whole, root.count)
      guard folder >= 0 else {
        throw failure(action, path, Errno(rawValue: -folder), AT_FDCWD, nil)
      }
      defer { try? FileDescriptor(rawValue: folder).close() }
      return try body(folder, end + 1)
    }
  }

  /// Says what stands in the way where that is a symbolic link.
  private func failure(
    _ action: String, _ path: FilePath, _ cause: Errno, _ folder: Int32,
    _ name: UnsafePointer<CChar>?
  ) -> PcoccError {
    var isLink = cause == .tooManySymbolicLinkLevels
    if cause == .notDirectory, let name {
      // Where a folder is asked for, a link is not one.
      var found = stat()
      isLink =
        fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0
        && FileStatus(found).kind == .symbolicLink
    }
    guard isLink, isConfined(path) else { return PcoccError.fileSystem(action, path, cause) }
    return PcoccError(
      .corrupt, "\(action): symbolic links inside a repository are not followed", path: path,
      advice: "only its own folder may be one")
  }
}
