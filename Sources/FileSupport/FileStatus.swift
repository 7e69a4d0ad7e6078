/// What stat(2) tells of a file.
public struct FileStatus: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case regular = "regular file"
    case directory
    case symbolicLink = "symbolic link"
    case fifo
    case socket
    case characterDevice = "character device"
    case blockDevice = "block device"
    case unknown = "unknown kind of file"
  }

  public var kind: Kind
  /// Length in bytes.
  public var size: Int
  /// Bytes of disk that the file takes up.
  public var allocated: Int
  /// Permission bits, setuid, setgid and sticky included.
  public var mode: UInt16
  public var linkCount: Int
  public var userID: UInt32
  public var groupID: UInt32
  public var device: UInt64
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
