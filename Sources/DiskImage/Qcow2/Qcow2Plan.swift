internal import FileSupport

/// Where everything of a new uncompressed image goes: header, refcount table and blocks, L1 table,
/// L2 tables, data, one behind the other.
///
/// All of it follows from the map, so that nothing has to be patched later.
struct Qcow2Plan {
  let map: AllocationMap
  let header: Qcow2Header
  let refcounts: Qcow2RefcountPlan
  /// Number of the first cluster of a part of the file.
  let firstL2Cluster: Int
  let firstDataCluster: Int
  /// Clusters of the whole file.
  let clusters: Int

  /// - Parameter header: one with no table placed yet.
  /// - Throws: `unsupported` where QEMU would not read the refcount table because of its size.
  init(_ map: AllocationMap, _ header: Qcow2Header) throws {
    let layout = header.layout
    let l1Clusters = (header.l1Count * 8).dividedRoundingUp(by: layout.clusterSize)
    refcounts = Qcow2RefcountPlan(
      covering: 1 + l1Clusters + map.regions.count + map.count, layout)
    firstL2Cluster = 1 + refcounts.clusters + l1Clusters
    firstDataCluster = firstL2Cluster + map.regions.count
    clusters = firstDataCluster + map.count
    self.map = map
    var header = header
    header.refcountTableOffset = layout.clusterSize
    header.l1Offset = (1 + refcounts.clusters) * layout.clusterSize
    try header.setRefcountTableClusters(refcounts.tableClusters)
    self.header = header
  }

  var layout: Qcow2Layout { header.layout }

  /// Bytes of the whole file.
  var fileSize: Int { clusters * layout.clusterSize }
}

extension Qcow2Header {
  /// - Throws: `unsupported` where QEMU would not read a table of that size.
  mutating func setRefcountTableClusters(_ count: Int) throws {
    guard count * layout.clusterSize <= Self.maximumRefcountTableSize else {
      throw PcoccError.qcow2TooLarge(virtualSize, clusterSize: layout.clusterSize)
    }
    refcountTableClusters = count
  }
}
