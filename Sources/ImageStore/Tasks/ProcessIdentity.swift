/// Which process does something: no other one on any node, before or after, has the same.
public struct ProcessIdentity: Sendable, Hashable, Codable {
  /// The name of the node.
  public var host: String
  /// What the kernel calls the time since that node was started.
  public var boot: String
  /// In which process numbers count: containers of one node may have their own.
  public var namespace: UInt64
  /// The number of the process in its namespace.
  public var process: Int32
  /// When the process was started, in the kernel's ticks since then.
  public var started: UInt64

  /// An identity of parts as the kernel tells them.
  public init(
    host: String, boot: String, namespace: UInt64, process: Int32, started: UInt64
  ) {
    self.host = host
    self.boot = boot
    self.namespace = namespace
    self.process = process
    self.started = started
  }
}
