internal import FileSupport
internal import Synchronization

/// The decoders of one image: as many as threads that have read at once.
final class ClusterDecoderPool: Sendable {
  private let clusterSize: Int
  private let makeDecompressor: @Sendable () throws -> any ClusterDecompressor
  private let idle = Mutex<[ClusterDecoder]>([])

  init(
    clusterSize: Int,
    makeDecompressor: @escaping @Sendable () throws -> any ClusterDecompressor
  ) {
    self.clusterSize = clusterSize
    self.makeDecompressor = makeDecompressor
  }

  /// Fills `buffer` with the bytes from `skip` on of the cluster packed at `range` of `file`;
  /// false where that range does not hold a cluster.
  func read(
    _ range: Range<Int>, of file: any File, skip: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws -> Bool {
    let decoder =
      try idle.withLock { $0.popLast() }
      ?? ClusterDecoder(makeDecompressor(), clusterSize: clusterSize)
    defer { idle.withLock { $0.append(decoder) } }
    return try decoder.read(range, of: file, skip: skip, into: buffer)
  }
}
