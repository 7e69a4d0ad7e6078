public import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

extension FileDescriptor {
  enum Direction: Sendable {
    case reading
    case writing

    fileprivate var events: Int16 { Int16(self == .reading ? POLLIN : POLLOUT) }
  }

  /// Returns when bytes can be read or written without waiting, or when that has failed for good,
  /// which the next call then tells.
  ///
  /// - Throws: what the monitor throws, which is only asked where there is something to wait for, within a
  ///   tenth of a second.
  func wait(for direction: Direction, _ monitor: Monitor) throws {
    var request = pollfd(fd: rawValue, events: direction.events, revents: 0)
    var patience: Int32 = 0
    while true {
      let ready = poll(&request, 1, patience)
      if ready > 0 { return }
      guard ready == 0 || errno == EINTR else {
        throw PcoccError(.io, "cannot wait for a stream", cause: .current)
      }
      try monitor.checkCancelled()
      patience = 100
    }
  }

  /// Writes all bytes of a text, whether the descriptor makes its writers wait or not.
  ///
  /// - Parameter monitor: is asked while nothing can be written whether that is still wanted.
  /// - Throws: `io`, with the cause, where it cannot be written; what the monitor throws.
  public func write(_ text: String, monitor: Monitor) throws {
    var text = text
    try text.withUTF8 { try StreamOutput(self, monitor).write(UnsafeRawBufferPointer($0)) }
  }
}
