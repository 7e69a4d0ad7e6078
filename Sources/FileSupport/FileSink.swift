/// Writes a new file from front to back, on a thread of its own.
public final class FileSink: ByteSink {
  private let writer: FileWriter
  /// Where the next bytes go.
  private var offset = 0

  /// - Parameter file: new and empty.
  public init(_ file: any File) { writer = FileWriter(file) }

  public func write(_ chunk: Chunk) throws {
    try writer.write(chunk, 0..<chunk.count, at: offset)
    offset += chunk.count
  }

  public func skip(_ count: Int) throws { offset += count }

  public func finish() throws { try writer.finish(size: offset) }
}
