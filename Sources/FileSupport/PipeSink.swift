public import SystemPackage

/// Writes to a pipe or any other descriptor from front to back, on a thread of its own; zeros are
/// really written.
///
/// Whoever reads may take its time: while nothing can be written, the monitor is asked whether the
/// work is still wanted.
public final class PipeSink: ByteSink {
  private let writer = SerialWorker("pipe")
  private let pipe: Pipe

  /// - Parameter descriptor: stays open.
  public init(_ descriptor: FileDescriptor, monitor: Monitor = .silent) {
    pipe = Pipe(descriptor: descriptor, monitor: monitor)
  }

  public func write(_ chunk: Chunk) throws {
    try writer.submit { [pipe] in try pipe.write(chunk.bytes) }
  }

  public func skip(_ count: Int) throws {
    try writer.submit { [pipe] in try pipe.writeZeros(count) }
  }

  public func finish() throws { try writer.finish() }
}

private struct Pipe: Sendable {
  var descriptor: FileDescriptor
  var monitor: Monitor

  /// PIPE_BUF: what a pipe that is ready takes without making the writer wait.
  private static let pieceSize = 4096
  private static let zeros = [UInt8](repeating: 0, count: pieceSize)

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var position = 0
    while position < bytes.count {
      let end = min(bytes.count, position + Self.pieceSize)
      position += try writeSome(UnsafeRawBufferPointer(rebasing: bytes[position..<end]))
    }
  }

  func writeZeros(_ count: Int) throws {
    var left = count
    while left > 0 {
      left -= try Self.zeros.withUnsafeBytes {
        try writeSome(UnsafeRawBufferPointer(rebasing: $0[..<min(left, $0.count)]))
      }
    }
  }

  private func writeSome(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    try descriptor.wait(for: .writing, monitor)
    do {
      return try descriptor.write(bytes)
    } catch let cause as Errno {
      throw PcoccError(.io, "cannot write to the output", cause: cause)
    }
  }
}
