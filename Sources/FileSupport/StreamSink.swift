internal import Synchronization
public import SystemPackage

/// Writes to a pipe or any other descriptor from front to back, on a thread of its own. Zeros are really
/// written, but into a regular file that ends where they begin.
///
/// Whoever reads may take its time: while nothing can be written, the monitor is asked whether the
/// work is still wanted.
public final class StreamSink: ByteSink {
  private let writer = SerialWorker("stream")
  private let output: StreamOutput
  private let owner = Owner()

  /// Whether anybody still wants what is being written.
  private final class Owner: Sendable {
    let isGone = Atomic(false)
  }

  /// - Parameter descriptor: stays open.
  public init(_ descriptor: FileDescriptor, monitor: Monitor = .silent) {
    let monitor = monitor.checking { [owner] in
      if owner.isGone.load(ordering: .relaxed) { throw CancellationError() }
    }
    output = StreamOutput(descriptor, monitor)
  }

  /// After an error nothing may go on writing: the caller may close the descriptor, and another file get
  /// its number. The reader may stand still meanwhile.
  deinit {
    owner.isGone.store(true, ordering: .relaxed)
    writer.abandon()
  }

  public func write(_ chunk: Chunk) throws {
    try writer.submit { [output] in try output.write(chunk.bytes) }
  }

  public func skip(_ count: Int) throws {
    try writer.submit { [output] in try output.skip(count) }
  }

  public func finish() throws {
    try writer.submit { [output] in try output.finish() }
    try writer.finish()
  }
}
