internal import SystemPackage

/// Who may use a repository besides the user who made it.
public enum Sharing: String, Sendable, Hashable, CaseIterable {
  /// Whoever the umask of each writer lets.
  case `private`
  /// Members of the group that the repository's folder has read and write, nobody else does anything.
  case group
  /// The same, and everybody else reads and takes leases.
  case all
}

extension Sharing {
  /// The mode of the folders that writers need; nil where the umask decides. The setgid bit gives what
  /// is made in them the repository's group.
  var folderMode: FilePermissions? {
    switch self {
    case .private: nil
    case .group: FilePermissions(rawValue: 0o2770)
    case .all: FilePermissions(rawValue: 0o2775)
    }
  }

  /// The mode of the folder of leases. Those who only read write there too, and must not take away
  /// the leases of others, which the sticky bit sees to.
  var leaseFolderMode: FilePermissions? {
    switch self {
    case .private: nil
    case .group: folderMode
    case .all: FilePermissions(rawValue: 0o3777)
    }
  }

  /// The mode of the folder in which members answer who need not be writers. The sticky bit lets nobody
  /// take away what others say.
  var answerFolderMode: FilePermissions? {
    switch self {
    case .private: FilePermissions(rawValue: 0o1777)
    case .group: FilePermissions(rawValue: 0o3770)
    case .all: FilePermissions(rawValue: 0o3777)
    }
  }

  /// The mode of a file that is asked for with `mode`; nil where the umask decides.
  ///
  /// What its maker keeps to himself stays so. No file needs to be written by others: they give a
  /// new one its name.
  func fileMode(_ mode: FilePermissions) -> FilePermissions? {
    guard mode.contains(.groupRead) else { return nil }
    switch self {
    case .private: return nil
    case .group: return mode.subtracting(.otherReadWriteExecute)
    case .all: return mode
    }
  }

  /// Whether files must have the repository's group, because others cannot read them.
  var isOfGroupAlone: Bool { self == .group }
}
