public import SystemPackage

/// Writes to a pipe or any other descriptor from front to back, on a thread of its own. Zeros are really
/// written, but into a regular file that ends where they begin.
///
/// Whoever reads may take its time: while nothing can be written, the monitor is asked whether the
/// work is still wanted.
public final class PipeSink: ByteSink {
  private let writer = SerialWorker("pipe")
  private let output: StreamOutput

  /// - Parameter descriptor: stays open.
  public init(_ descriptor: FileDescriptor, monitor: Monitor = .silent) {
    output = StreamOutput(descriptor, monitor)
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
