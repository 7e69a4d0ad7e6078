internal import FileSupport

/// Bytes of an image file that the program itself gives or takes, from front to back.
///
/// `upload` and `download` make it out of what they are passed. It is asked by their thread alone, and
/// of no use when they have returned.
public final class ChunkStream: @unchecked Sendable {
  private var give: ((UnsafeMutableRawBufferPointer) throws -> Int)?
  private var take: ((UnsafeRawBufferPointer) throws -> Void)?

  private init() {}

  /// Has `body` work with chunks that come from `give`, which fills the front of a buffer and returns by
  /// how many bytes; 0 at the end.
  static func with<Result>(
    givenBy give: (UnsafeMutableRawBufferPointer) throws -> Int,
    _ body: (ChunkStream) throws -> Result
  ) throws -> Result {
    try withoutActuallyEscaping(give) { give in
      let stream = ChunkStream()
      stream.give = give
      defer { stream.give = nil }
      return try body(stream)
    }
  }

  /// Has `body` work with chunks that go to `take`.
  static func with<Result>(
    takenBy take: (UnsafeRawBufferPointer) throws -> Void,
    _ body: (ChunkStream) throws -> Result
  ) throws -> Result {
    try withoutActuallyEscaping(take) { take in
      let stream = ChunkStream()
      stream.take = take
      defer { stream.take = nil }
      return try body(stream)
    }
  }

  /// The next bytes; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard let give else { throw Self.wrongDirection }
    return try give(buffer)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard let take else { throw Self.wrongDirection }
    try take(bytes)
  }

  private static let wrongDirection = PcoccError(
    .usage, "chunks go one way only", advice: "pass them to upload or download")
}

extension ChunkStream: Hashable {
  public static func == (left: ChunkStream, right: ChunkStream) -> Bool { left === right }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
