internal import FileSupport
internal import SystemPackage

/// What proc(5) tells of when a process was started.
struct ProcessStartTime: Sendable, Hashable {
  /// In the kernel's ticks since the node was started.
  var ticks: UInt64

  /// nil where no such process lives.
  static func read(_ process: Int32, _ files: any FileSystem) throws -> ProcessStartTime? {
    let path = FilePath("/proc/\(process)/stat")
    do {
      let bytes = try files.openForReading(path).contentsToEnd(limit: 64 << 10)
      return ProcessStartTime(parsing: String(decoding: bytes, as: UTF8.self))
    } catch let error as PcoccError
      where error.code == .notFound || error.cause == .noSuchProcess
    {
      return nil
    }
  }

  /// nil where the process has ended and only its parent has not been told yet.
  ///
  /// - Parameter text: fields separated by blanks, of which the second is a name in parentheses that
  ///   may hold anything.
  init?(parsing text: String) {
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    // The third field of the line is the state, the 22nd the time.
    guard fields.count > 19, !["Z", "X", "x"].contains(fields[0]), let ticks = UInt64(fields[19])
    else { return nil }
    self.ticks = ticks
  }
}
