internal import FileSupport

/// The stored reference counts of an image (qcow2 specification, Host cluster management).
struct Qcow2Refcounts {
  let file: any File
  let fileSize: Int
  let header: Qcow2Header

  private var layout: Qcow2Layout { header.layout }

  /// Clusters whose counts are in one block.
  private var clustersPerBlock: Int { (layout.clusterSize * 8) >> header.refcountOrder }

  /// The number of entries of the table.
  private var blockCount: Int { header.refcountTableClusters * layout.clusterSize / 8 }

  /// Calls `body` with the index and the place of each block in use that has counts of `clusters`.
  func forEachBlock(
    in clusters: Range<Int>? = nil, _ body: (Int, Int) throws -> Void
  ) throws {
    let perPage = layout.pageSize / 8
    let first = (clusters?.lowerBound ?? 0) / clustersPerBlock
    let last = clusters?.upperBound.dividedRoundingUp(by: clustersPerBlock) ?? blockCount
    let blocks = min(first, blockCount)..<min(last, blockCount)
    for start in stride(from: blocks.lowerBound, to: blocks.upperBound, by: perPage) {
      let words: [UInt64] = try file.words(
        at: header.refcountTableOffset + start * 8, count: min(perPage, blocks.upperBound - start),
        .big)
      for (index, word) in words.enumerated() where word != 0 {
        let offset = try PcoccError.locating(file.path, "refcount table entry \(start + index)") {
          () throws(Qcow2EntryProblem) in
          try Qcow2TableEntry(refcount: word, layout).offset(insideFileOf: fileSize, layout)
        }
        if let offset { try body(start + index, offset) }
      }
    }
  }

  /// Compares the stored counts of the clusters of `use.part` with their actual ones.
  func compare(_ use: Qcow2ClusterUse, _ result: inout Qcow2RefcountMismatches) throws {
    var compared = use.part.lowerBound
    try forEachBlock(in: use.part) { index, offset in
      let block = use.part.clamped(to: clusters(ofBlock: index))
      countUsed(use, compared..<block.lowerBound, &result)
      try forEachCount(of: block, block: index, at: offset) { cluster, stored in
        result.compare(stored: stored, actual: use.references(cluster))
      }
      compared = block.upperBound
    }
    countUsed(use, compared..<use.part.upperBound, &result)
  }

  /// Counts the clusters of a range that no table uses and that have a count all the same.
  func countLeaks(in range: Range<Int>, _ result: inout Qcow2RefcountMismatches) throws {
    try forEachBlock(in: range) { index, offset in
      let block = range.clamped(to: clusters(ofBlock: index))
      try forEachCount(of: block, block: index, at: offset) { _, stored in
        result.compare(stored: stored, actual: 0)
      }
    }
  }

  /// Clusters without a block have a stored count of 0.
  private func countUsed(
    _ use: Qcow2ClusterUse, _ range: Range<Int>, _ result: inout Qcow2RefcountMismatches
  ) {
    for cluster in range { result.compare(stored: 0, actual: use.references(cluster)) }
  }

  private func clusters(ofBlock index: Int) -> Range<Int> {
    index * clustersPerBlock..<(index + 1) * clustersPerBlock
  }

  /// Calls `body` with each cluster of a block and its stored count.
  private func forEachCount(
    of clusters: Range<Int>, block index: Int, at offset: Int,
    _ body: (Int, UInt64) throws -> Void
  ) throws {
    // Whole words, so that no count is cut.
    let perWord = 64 >> header.refcountOrder
    let perPage = layout.pageSize / 8 * perWord
    let base = index * clustersPerBlock
    var cluster = clusters.lowerBound
    while cluster < clusters.upperBound {
      let page = (cluster - base) / perPage
      let bytes = try file.bytes(at: offset + page * layout.pageSize, count: layout.pageSize)
      let start = base + page * perPage
      let end = min(clusters.upperBound, start + perPage)
      for cluster in cluster..<end {
        try body(cluster, bytes.refcount(cluster - start, order: header.refcountOrder))
      }
      cluster = end
    }
  }
}

extension [UInt8] {
  /// The reference count of an index: big-endian, and from the low bits of a byte upwards where
  /// several fit in one (qcow2 specification, Refcount block entry).
  func refcount(_ index: Int, order: Int) -> UInt64 {
    if order < 3 {
      let bits = 1 << order
      let position = index * bits
      return UInt64(self[position / 8] >> UInt8(position % 8)) & ((1 << UInt64(bits)) - 1)
    }
    let size = 1 << (order - 3)
    return self[index * size..<(index + 1) * size].reduce(0) { ($0 << 8) | UInt64($1) }
  }
}
