internal import FileSupport
internal import SystemPackage

/// What proc(5) tells of this process.
struct ProcessStatus: Sendable, Hashable {
  /// Bits that are cut from the mode of every new file.
  var umask: UInt16
  /// Whose files it makes.
  var userID: UInt32

  /// nil where the kernel does not tell.
  static func current(_ files: any FileSystem) -> ProcessStatus? {
    let bytes = try? files.openForReading("/proc/self/status").contentsToEnd(limit: 1 << 20)
    return bytes.flatMap { ProcessStatus(parsing: String(decoding: $0, as: UTF8.self)) }
  }

  init?(parsing text: String) {
    let value = { (name: String, position: Int) -> Substring? in
      let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst(1 + position).first
    }
    // Real, effective, saved, file system.
    guard let umask = value("Umask", 0).flatMap({ UInt16($0, radix: 8) }),
      let userID = value("Uid", 3).flatMap({ UInt32($0) })
    else { return nil }
    self.umask = umask
    self.userID = userID
  }
}
