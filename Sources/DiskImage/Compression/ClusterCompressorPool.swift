internal import Synchronization

/// The compressors of one image: as many as threads that have packed at once.
final class ClusterCompressorPool: Sendable {
  private let packing: any ClusterPacking
  private let idle = Mutex<[any ClusterCompressor]>([])

  init(_ packing: any ClusterPacking) { self.packing = packing }

  func withCompressor<Result>(_ body: (any ClusterCompressor) throws -> Result) throws -> Result {
    let compressor = try idle.withLock { $0.popLast() } ?? packing.makeCompressor()
    defer { idle.withLock { $0.append(compressor) } }
    return try body(compressor)
  }
}
