internal import Synchronization

/// The compressors of one image: as many as threads that have packed at once.
final class ClusterCompressorPool: Sendable {
  private let compression: ClusterCompression
  private let idle = Mutex<[any ClusterCompressor]>([])

  init(_ compression: ClusterCompression) { self.compression = compression }

  func withCompressor<Result>(_ body: (any ClusterCompressor) throws -> Result) throws -> Result {
    let compressor = try idle.withLock { $0.popLast() } ?? compression.makeCompressor()
    defer { idle.withLock { $0.append(compressor) } }
    return try body(compressor)
  }
}
