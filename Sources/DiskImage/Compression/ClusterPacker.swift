internal import FileSupport

/// Packs clusters of a disk on all cores, and gives them out in the order they were added.
struct ClusterPacker {
  private let packing: any ClusterPacking
  private let clusterSize: Int
  private let inputs: ChunkPool
  private let outputs: ChunkPool
  private let compressors: ClusterCompressorPool
  private let work: OrderedWork<ClusterBatch>
  private var cursor: ExtentCursor
  /// The batch that is being collected.
  private var batch: ClusterBatch?

  private static let batchSize = 512 << 10
  private static let memory = 16 << 20

  /// - Parameter threads: how many pack at once.
  init(
    _ reader: any DiskReader, _ packing: any ClusterPacking, clusterSize: Int, threads: Int
  ) {
    self.packing = packing
    self.clusterSize = clusterSize
    cursor = ExtentCursor(reader)
    compressors = ClusterCompressorPool(packing)
    // Room for a whole compressed cluster of the source, which else would be unpacked repeatedly.
    let size = max(Self.batchSize, clusterSize, min(reader.clusterSize, 2 << 20))
    inputs = ChunkPool(chunkSize: size, count: Self.memory / size)
    outputs = ChunkPool(
      chunkSize: size / clusterSize * packing.maximumSize, count: inputs.count)
    work = OrderedWork(width: inputs.count / 2, threads: threads)
  }

  /// Adds clusters, as many as there is room for, and returns the others.
  mutating func add(_ clusters: Range<Int>) throws -> Range<Int> {
    var batch =
      batch.take()
      ?? ClusterBatch(
        inputs.take(), packed: outputs.take(), packing, clusterSize: clusterSize)
    let added = clusters.prefix(batch.room)
    try batch.append(added, &cursor)
    if batch.room > 0 { self.batch = batch } else { submit(batch) }
    return clusters.dropFirst(added.count)
  }

  /// Packs what was added, so that no batch has clusters of before and of after.
  mutating func endBatch() {
    if let batch = batch.take() { submit(batch) }
  }

  /// The oldest batch, once so many are under way that one has to be taken.
  mutating func next() throws -> ClusterBatch? { work.isFull ? try work.next() : nil }

  /// The oldest batch that was not taken, once it is packed; for the time after the last cluster.
  mutating func remaining() throws -> ClusterBatch? {
    endBatch()
    return try work.next()
  }

  private func submit(_ batch: ClusterBatch) {
    work.add { [reader = cursor.reader, compressors] in
      var batch = batch
      try batch.pack(from: reader, compressors)
      return batch
    }
  }
}
