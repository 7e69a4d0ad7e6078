internal import FileSupport

/// Some clusters of a disk that are read and packed together, by one thread.
struct ClusterBatch: Sendable {
  /// What became of a cluster.
  enum Content: Sendable, Equatable {
    case zero
    /// Bytes of `packed`.
    case packed(Range<Int>)
    /// Bytes of `filling`, because they would not get smaller.
    case plain(Range<Int>)
  }

  /// The clusters as they are.
  var filling: ChunkFilling
  let packed: Chunk
  let clusterSize: Int
  /// The numbers of the clusters on the disk.
  var clusters: [Int] = []
  /// One per cluster, once they are packed.
  private(set) var contents: [Content] = []

  /// - Parameter packed: as large as the filling's chunk.
  init(_ chunk: Chunk, packed: Chunk, clusterSize: Int) {
    filling = ChunkFilling(chunk)
    self.packed = packed
    self.clusterSize = clusterSize
  }

  /// How many clusters there is room for.
  var room: Int { filling.room / clusterSize }

  mutating func append(_ clusters: Range<Int>, _ cursor: inout ExtentCursor) throws {
    try filling.append(
      clusters.lowerBound * clusterSize..<clusters.upperBound * clusterSize, &cursor)
    self.clusters += Array(clusters)
  }

  /// Reads and packs all clusters.
  mutating func pack(from reader: any DiskReader, _ compressors: ClusterCompressorPool) throws {
    try filling.fill(from: reader)
    contents = try compressors.withCompressor { compressor in
      clusters.indices.map { content($0 * clusterSize..<($0 + 1) * clusterSize, compressor) }
    }
  }

  private func content(_ range: Range<Int>, _ compressor: any ClusterCompressor) -> Content {
    let cluster = UnsafeRawBufferPointer(filling.chunk[range])
    if cluster.isZero { return .zero }
    let start = packed.count
    let target = packed[start..<start + clusterSize - 1]
    guard let count = compressor.compress(cluster, into: target) else { return .plain(range) }
    packed.count += count
    return .packed(start..<start + count)
  }
}
