internal import SystemPackage

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
  /// - Throws: what the monitor throws, within a tenth of a second.
  func wait(for direction: Direction, _ monitor: Monitor) throws {
    var request = pollfd(fd: rawValue, events: direction.events, revents: 0)
    while true {
      try monitor.checkCancelled()
      let ready = poll(&request, 1, 100)
      if ready > 0 { return }
      guard ready == 0 || errno == EINTR else {
        throw PcoccError(.io, "cannot wait for a stream", cause: .current)
      }
    }
  }
}
