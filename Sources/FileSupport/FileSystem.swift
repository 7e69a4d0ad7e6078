public import SystemPackage

/// The one seam through which the store reaches files: the local file system in use, one that fails
/// or forgets on purpose in tests.
///
/// Each call does one thing: one system call, and where no link may be followed those that find its
/// folder first. Interrupted ones are repeated. It throws a `PcoccError` with the path and what the
/// kernel said. Nothing here is retried, cleaned up or made durable; the functions of
/// `FileSystem+Durable.swift` are built on these.
public protocol FileSystem: Sendable {
  /// The same file system for work inside a folder whose content is somebody else's: below `root` no
  /// symbolic link is followed, which throws `corrupt`. `root` itself may be one.
  func confined(to root: FilePath) -> any FileSystem

  /// Opens an existing file for reading. A FIFO or device does not block; see `FileStatus.kind`.
  func openForReading(_ path: FilePath) throws -> any File

  /// The content of a file of at most `limit` bytes. May answer from what is known to hold still.
  func contents(of path: FilePath, limit: Int) throws -> [UInt8]

  /// Creates a file that must not exist, for reading and writing; `mode` is cut by the umask.
  func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File

  /// Creates one folder; `mode` is cut by the umask.
  func createDirectory(_ path: FilePath, mode: FilePermissions) throws

  /// Sets group and mode of a folder, whatever the umask was; only its owner may. A symbolic link is
  /// not followed.
  func setAccess(_ access: FileAccess, of folder: FilePath) throws

  /// The names in a folder, without `.` and `..`, in no order.
  func entries(of path: FilePath) throws -> [String]

  /// The status of what `path` names; a symbolic link is not followed unless asked.
  func status(of path: FilePath, followingLinks: Bool) throws -> FileStatus

  /// The path without symbolic links and dots of what `path` names, which must exist.
  func canonicalPath(of path: FilePath) throws -> FilePath

  /// Gives the file a second name, which must not exist.
  func link(_ existing: FilePath, as new: FilePath) throws

  /// Renames, replacing what had the new name.
  func rename(_ old: FilePath, to new: FilePath) throws

  /// Renames; the new name must not exist.
  func renameIfAbsent(_ old: FilePath, to new: FilePath) throws

  /// Removes one name of a file, or a symbolic link itself; never a folder.
  func removeFile(_ path: FilePath) throws

  /// Removes a folder, which must be empty.
  func removeDirectory(_ path: FilePath) throws

  /// Waits until the folder's names are on disk.
  func synchronizeDirectory(_ path: FilePath) throws

  /// Whether this process may read (and write, if asked) what `path` names.
  func isAccessible(_ path: FilePath, forWriting: Bool) -> Bool

  /// Takes an advisory lock on a file, which is made where it is missing; nil where another process
  /// holds one that excludes it. Does not wait.
  ///
  /// The lock goes when the result is closed, or with the process, however that ends. Whoever holds
  /// it exclusively may remove the file.
  func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)?

  /// Whether any process of this machine has the file open; nil where that cannot be told, because
  /// the file is somebody else's or the file system does not know.
  func isOpen(_ path: FilePath) throws -> Bool?

  /// Sets the time of a file's last change to now.
  func touch(_ path: FilePath) throws

  /// Free and total bytes of the file system that holds `path`, as an ordinary user sees them.
  func space(at path: FilePath) throws -> FileSystemSpace

  /// The value of an extended attribute, xattr(7); nil where there is none, or it cannot be read.
  func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]?
}

extension FileSystem {
  /// Knows of no attributes.
  public func extendedAttribute(_ name: String, of path: FilePath) -> [UInt8]? { nil }
}

/// Room on a file system, in bytes.
public struct FileSystemSpace: Sendable, Hashable {
  /// Bytes that an ordinary user can still write.
  public var available: Int
  /// Bytes in use and free ones.
  public var total: Int

  /// Room as a file system reports it, both numbers in bytes.
  public init(available: Int, total: Int) {
    self.available = available
    self.total = total
  }
}
