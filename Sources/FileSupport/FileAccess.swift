public import SystemPackage

/// Who may do what with a file, where the umask must not decide it.
public struct FileAccess: Sendable, Hashable {
  /// Permission bits, setgid and sticky included.
  public var mode: FilePermissions
  /// nil leaves the group as it is.
  public var groupID: UInt32?

  public init(mode: FilePermissions, groupID: UInt32? = nil) {
    self.mode = mode
    self.groupID = groupID
  }
}
