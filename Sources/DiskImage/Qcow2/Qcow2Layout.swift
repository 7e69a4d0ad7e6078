/// How a qcow2 image cuts up disk and file (qcow2 specification, Cluster mapping).
struct Qcow2Layout: Sendable, Hashable {
  static let clusterBitsRange = 9...21

  /// Inside `clusterBitsRange`; from 14 with extended L2 entries.
  var clusterBits: Int
  var hasExtendedL2: Bool

  /// Bytes per cluster, of the disk as of the file.
  var clusterSize: Int { 1 << clusterBits }

  /// Bytes of the pieces in which tables are read.
  var pageSize: Int { min(clusterSize, 64 << 10) }

  /// Parts of a cluster that are allocated on their own.
  var subclusters: Int { hasExtendedL2 ? 32 : 1 }

  /// Bytes per subcluster.
  var subclusterSize: Int { clusterSize / subclusters }

  /// 64-bit words per L2 entry.
  var wordsPerL2Entry: Int { hasExtendedL2 ? 2 : 1 }

  /// Entries of one L2 table, which fills a cluster.
  var l2Entries: Int { clusterSize / 8 / wordsPerL2Entry }

  /// Bytes of the disk that one L2 table maps; at most 2^39.
  var l2Coverage: Int { clusterSize * l2Entries }

  /// Bytes of the disk that a piece of an L2 table maps.
  var pageCoverage: Int { pageSize / 8 / wordsPerL2Entry * clusterSize }

  /// L1 entries that a disk of `size` bytes needs.
  func l1Entries(forDiskSize size: Int) -> Int { size.dividedRoundingUp(by: l2Coverage) }

  /// The numbers of the clusters that `length` bytes of the file from `offset` on touch.
  func clusters(of offset: Int, _ length: Int) -> Range<Int> {
    offset / clusterSize..<(offset + length).dividedRoundingUp(by: clusterSize)
  }
}
