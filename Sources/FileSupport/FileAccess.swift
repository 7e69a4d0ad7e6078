public import SystemPackage

/// Who may do what with a file, where the umask must not decide it.
public struct FileAccess: Sendable, Hashable {
  /// Permission bits, setgid and sticky included.
  public var mode: FilePermissions
  /// nil leaves the group as it is.
  public var groupID: UInt32?
  /// Who reads the file besides those whom the mode lets; nil leaves them as they are.
  public var readers: FileReaders?

  /// Access that leaves the group and the readers as they are, unless they are given.
  public init(mode: FilePermissions, groupID: UInt32? = nil, readers: FileReaders? = nil) {
    self.mode = mode
    self.groupID = groupID
    self.readers = readers
  }
}
