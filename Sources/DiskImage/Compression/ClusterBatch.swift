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
  private let packing: any ClusterPacking
  private let clusterSize: Int
  /// The numbers of the clusters on the disk.
  var clusters: [Int] = []
  /// One per cluster, once they are packed.
  private(set) var contents: [Content] = []

  /// - Parameter packed: has room for all clusters that go into `chunk`.
  init(_ chunk: Chunk, packed: Chunk, _ packing: any ClusterPacking, clusterSize: Int) {
    filling = ChunkFilling(chunk)
    self.packed = packed
    self.packing = packing
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
      clusters.indices.map { content(of: $0, compressor) }
    }
  }

  private func content(of index: Int, _ compressor: any ClusterCompressor) -> Content {
    let range = index * clusterSize..<(index + 1) * clusterSize
    let cluster = UnsafeRawBufferPointer(filling.chunk[range])
    if cluster.isZero { return .zero }
    let start = packed.count
    let target = packed[start..<start + packing.maximumSize]
    guard
      let count = packing.pack(cluster, number: clusters[index], compressor, into: target)
    else { return .plain(range) }
    packed.count += count
    return .packed(start..<start + count)
  }
}
