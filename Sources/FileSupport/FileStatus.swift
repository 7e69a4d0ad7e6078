/// What stat(2) tells of a file.
public struct FileStatus: Sendable, Hashable {
  /// What sort of file it is; the raw value is its name in messages.
  public enum Kind: String, Sendable {
    /// A file of bytes.
    case regular = "regular file"
    /// A folder.
    case directory
    /// A symbolic link itself, where it was not followed.
    case symbolicLink = "symbolic link"
    /// A named pipe.
    case fifo
    /// A socket of the local machine.
    case socket
    /// A device that is read in a stream, such as a terminal.
    case characterDevice = "character device"
    /// A device with blocks at offsets, such as a disk.
    case blockDevice = "block device"
    /// What a file system has beyond these.
    case unknown = "unknown kind of file"
  }

  /// What sort of file it is.
  public var kind: Kind
  /// Length in bytes.
  public var size: Int
  /// Bytes of disk that the file takes up.
  public var allocated: Int
  /// Permission bits, setuid, setgid and sticky included.
  public var mode: UInt16
  /// How many names the file has.
  public var linkCount: Int
  /// The number of the file's owner.
  public var userID: UInt32
  /// The number of the file's group.
  public var groupID: UInt32
  /// The number of the file system that the file is on.
  public var device: UInt64
  /// The number of the file there; another file may get it once this one is gone.
  public var inode: UInt64
  /// Last change of the content, in seconds since 1970.
  public var modified: Double
  /// Last change of the content, of a name or of what else is kept of the file, in seconds since
  /// 1970. Nobody can set it.
  public var changed: Double

  /// Whether both are of one file, under whatever names.
  public func isSameFile(as other: FileStatus) -> Bool {
    inode == other.inode && device == other.device
  }

  /// - Parameter changed: as `modified`, if it is not given.
  public init(
    kind: Kind, size: Int, allocated: Int, mode: UInt16, linkCount: Int, userID: UInt32,
    groupID: UInt32, device: UInt64, inode: UInt64, modified: Double, changed: Double? = nil
  ) {
    self.kind = kind
    self.size = size
    self.allocated = allocated
    self.mode = mode
    self.linkCount = linkCount
    self.userID = userID
    self.groupID = groupID
    self.device = device
    self.inode = inode
    self.modified = modified
    self.changed = changed ?? modified
  }
}
