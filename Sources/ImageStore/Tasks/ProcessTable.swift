public import FileSupport
internal import SystemPackage

/// The processes of this node, as far as this process can see them.
public struct ProcessTable: Sendable {
  /// Whether a process lives.
  enum Life: Sendable, Hashable {
    case lives
    case gone
    /// It is one of another node or container, so its number says nothing here.
    case elsewhere
  }

  let host: String
  let boot: String
  let namespace: UInt64
  /// When the process with a number was started; nil where none lives.
  let startTime: @Sendable (Int32) throws -> UInt64?
  /// Sends a signal to a process; false where it is gone.
  private let send: @Sendable (Int32, Int32, () throws -> Bool) throws -> Bool

  init(
    host: String, boot: String, namespace: UInt64,
    startTime: @escaping @Sendable (Int32) throws -> UInt64?,
    send: @escaping @Sendable (Int32, Int32, () throws -> Bool) throws -> Bool
  ) {
    self.host = host
    self.boot = boot
    self.namespace = namespace
    self.startTime = startTime
    self.send = send
  }

  /// Those that proc(5) tells of.
  public init(of host: String, _ files: any FileSystem) throws {
    let boot = try files.openForReading("/proc/sys/kernel/random/boot_id")
      .contentsToEnd(limit: 4096)
    self.init(
      host: host,
      boot: String(decoding: boot, as: UTF8.self).filter { !$0.isWhitespace },
      namespace: try files.status(of: "/proc/self/ns/pid", followingLinks: true).inode,
      startTime: { try ProcessStartTime.read($0, files)?.ticks },
      send: { try ProcessSignal.send($0, to: $1, where: $2) })
  }

  /// Which process of this node has the number now; nil where none has.
  func identity(of process: Int32) throws -> ProcessIdentity? {
    try startTime(process).map {
      ProcessIdentity(
        host: host, boot: boot, namespace: namespace, process: process, started: $0)
    }
  }

  func life(of process: ProcessIdentity) -> Life {
    guard process.host == host, process.boot == boot, process.namespace == namespace,
      let started = try? startTime(process.process).map(Optional.some) ?? .some(nil)
    else { return .elsewhere }
    return started == process.started ? .lives : .gone
  }

  /// Sends a signal; false where the process is gone or was never one of this node.
  func signal(_ process: ProcessIdentity, _ number: Int32) throws -> Bool {
    try send(number, process.process) { life(of: process) == .lives }
  }
}
