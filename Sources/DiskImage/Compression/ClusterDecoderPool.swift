internal import Synchronization

/// The decoders of one image: as many as threads that have read at once.
final class ClusterDecoderPool: Sendable {
  private let compression: ClusterCompression
  private let clusterSize: Int
  private let idle = Mutex<[ClusterDecoder]>([])

  init(_ compression: ClusterCompression, clusterSize: Int) {
    self.compression = compression
    self.clusterSize = clusterSize
  }

  func withDecoder<Result>(_ body: (ClusterDecoder) throws -> Result) throws -> Result {
    let decoder =
      try idle.withLock { $0.popLast() }
      ?? ClusterDecoder(compression, clusterSize: clusterSize)
    defer { idle.withLock { $0.append(decoder) } }
    return try body(decoder)
  }
}
