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
  /// As text: four numbers.
  var text: String {
    "\(inode) \(size) \(modified.bitPattern) \(changed.bitPattern)"
  }

  /// - Parameter words: the numbers of `text`.
  init?(_ words: some Collection<Substring>) {
    let numbers = words.compactMap { UInt64($0) }
    guard numbers.count == 4, let size = Int(exactly: numbers[1]) else { return nil }
    inode = numbers[0]
    self.size = size
    modified = Double(bitPattern: numbers[2])
    changed = Double(bitPattern: numbers[3])
  }
}
