internal import FileSupport
internal import SystemPackage

/// What makes nothing is done by the file system below.
extension SharedFileSystem {
  func confined(to root: FilePath) -> any FileSystem { base.confined(to: root) }

  func openForReading(_ path: FilePath) throws -> any File { try base.openForReading(path) }

  func setAccess(_ access: FileAccess, of folder: FilePath) throws {
    try base.setAccess(access, of: folder)
  }

  func entries(of path: FilePath) throws -> [String] {
    if let known = try catalog?.entries(of: path) { return known }
    return try base.entries(of: path)
  }

  func contents(of path: FilePath, limit: Int) throws -> [UInt8] {
    if let known = try catalog?.contents(of: path, limit: limit) { return known }
    return try base.contents(of: path, limit: limit)
  }

  func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus {
    try base.status(of: path, followingLinks: followingLinks)
  }

  func canonicalPath(of path: FilePath) throws -> FilePath { try base.canonicalPath(of: path) }

  func link(_ existing: FilePath, as new: FilePath) throws { try base.link(existing, as: new) }

  func rename(_ old: FilePath, to new: FilePath) throws { try base.rename(old, to: new) }

  func renameIfAbsent(_ old: FilePath, to new: FilePath) throws {
    try base.renameIfAbsent(old, to: new)
  }

  func removeFile(_ path: FilePath) throws { try base.removeFile(path) }

  func removeDirectory(_ path: FilePath) throws { try base.removeDirectory(path) }

  func synchronizeDirectory(_ path: FilePath) throws { try base.synchronizeDirectory(path) }

  func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool {
    base.isAccessible(path, forWriting: forWriting)
  }

  func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)? {
    try base.lock(path, kind)
  }

  func isOpen(_ path: FilePath) throws -> Bool? { try base.isOpen(path) }

  func touch(_ path: FilePath) throws { try base.touch(path) }

  func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]? {
    base.extendedAttribute(name, of: path)
  }

  func space(at path: FilePath) throws -> FileSystemSpace { try base.space(at: path) }
}
