internal import FileSupport

/// What tells one state of a file or folder from another one without reading it.
struct FileStamp: Sendable, Hashable {
  let inode: UInt64
  let size: Int
  let modified: Double
  let changed: Double

  init(_ status: FileStatus) {
    inode = status.inode
    size = status.size
    modified = status.modified
    changed = status.changed
  }

  /// Whether another change right after it would have another stamp.
  ///
  /// Clocks of file systems tick: what changed in the very moment in which it was looked at may change
  /// again in the same tick.
  ///
  /// - Parameter time: when it was looked at, in seconds since 1970.
  func isSettled(at time: Double) -> Bool {
    let tick = changed == changed.rounded(.down) ? 2.0 : 0.05
    return abs(time - changed) > tick
  }
}

extension FileStamp {
  /// What no file has: no inode has the number 0.
  private static let none = FileStamp(inode: 0, size: 0, modified: 0, changed: 0)

  /// As text, four numbers; nil has one too.
  static func text(of stamp: FileStamp?) -> String {
    let stamp = stamp ?? none
    return
      "\(stamp.inode) \(stamp.size) \(stamp.modified.bitPattern) \(stamp.changed.bitPattern)"
  }

  /// nil for the text of nil.
  var unlessNone: FileStamp? { self == Self.none ? nil : self }

  /// - Parameters:
  ///   - modified: the bits of the time; so is `changed`.
  init(inode: UInt64, size: Int, modified: UInt64, changed: UInt64) {
    self.inode = inode
    self.size = size
    self.modified = Double(bitPattern: modified)
    self.changed = Double(bitPattern: changed)
  }
}
