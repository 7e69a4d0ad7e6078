import FileSupport
import SystemPackage

/// A process's file system with some paths and calls changed: how a protocol is broken on purpose,
/// with no switch for that in the store.
class RedirectedFiles: FileSystem, @unchecked Sendable {
  let base: SimulatedFiles

  init(_ base: SimulatedFiles) { self.base = base }

  /// The path that is used in the place of another one.
  func redirect(_ path: FilePath) -> FilePath { path }

  /// Nobody makes symbolic links here.
  func confined(to root: FilePath) -> any FileSystem { self }

  func openForReading(_ path: FilePath) throws -> any File {
    try base.openForReading(redirect(path))
  }

  func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    try base.createFile(redirect(path), mode: mode)
  }

  func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    try base.createDirectory(redirect(path), mode: mode)
  }

  func entries(of path: FilePath) throws -> [String] { try base.entries(of: redirect(path)) }

  func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    try base.status(of: redirect(path), followingLinks: followingLinks)
  }

  func canonicalPath(of path: FilePath) throws -> FilePath { path }

  func link(_ existing: FilePath, as new: FilePath) throws {
    try base.link(redirect(existing), as: redirect(new))
  }

  func rename(_ old: FilePath, to new: FilePath) throws {
    try base.rename(redirect(old), to: redirect(new))
  }

  func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    try base.renameIfAbsent(redirect(old), to: redirect(new))
  }

  func removeFile(_ path: FilePath) throws { try base.removeFile(redirect(path)) }
  func removeDirectory(_ path: FilePath) throws { try base.removeDirectory(redirect(path)) }

  func synchronizeDirectory(_ path: FilePath) throws {
    try base.synchronizeDirectory(redirect(path))
  }

  func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    base.isAccessible(redirect(path), forWriting: forWriting)
  }

  func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)? {
    try base.lock(redirect(path), kind)
  }

  func isOpen(_ path: FilePath) throws -> Bool? { try base.isOpen(redirect(path)) }
  func touch(_ path: FilePath) throws { try base.touch(redirect(path)) }
  func setAccess(_ access: FileAccess, of folder: FilePath) throws {}
  func space(at path: FilePath) throws -> FileSystemSpace { try base.space(at: path) }
}
