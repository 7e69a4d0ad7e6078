internal import FileSupport

/// Writes an uncompressed qcow2 image from front to back (qcow2 specification).
///
/// Clusters of zeros get no place in the file, and every cluster of the file is used once.
struct Qcow2Writer {
  private let plan: Qcow2Plan
  private var transfer: DiskTransfer

  static func write(
    _ reader: any DiskReader, _ options: Qcow2Options, to sink: any ByteSink, monitor: Monitor
  ) throws {
    let header = try options.header(forDiskOf: reader.virtualSize)
    let map = try AllocationMap.plan(
      reader, clusterSize: options.clusterSize, regionClusters: header.layout.l2Entries,
      monitor: monitor)
    try write(reader, Qcow2Plan(map, header), to: sink, monitor: monitor)
  }

  /// Writes what a plan says of the disk.
  static func write(
    _ reader: any DiskReader, _ plan: Qcow2Plan, to sink: any ByteSink, monitor: Monitor
  ) throws {
    var writer = Qcow2Writer(
      plan: plan,
      transfer: DiskTransfer(reader, to: sink, total: plan.fileSize, monitor: monitor))
    try writer.write()
  }

  private mutating func write() throws {
    try transfer.write(plan.header.encoded())
    try transfer.align(to: plan.layout.clusterSize)
    try writeRefcounts()
    try writeL1()
    try writeL2()
    try transfer.copyData(of: plan.map)
    try transfer.finish()
  }

  private mutating func writeRefcounts() throws {
    let size = plan.layout.clusterSize
    let firstBlock = (1 + plan.refcounts.tableClusters) * size
    try transfer.write(plan.refcounts.table(firstBlock: firstBlock, plan.layout))
    try transfer.align(to: size)
    let ones = [UInt8].bigEndian([UInt16](repeating: 1, count: plan.layout.countsPerBlock))
    var left = plan.clusters
    while left > 0 {
      let count = min(left, plan.layout.countsPerBlock)
      try transfer.write(Array(ones.prefix(count * 2)))
      left -= count
    }
    try transfer.align(to: size)
  }

  private mutating func writeL1() throws {
    let pieces = Qcow2L1Pieces(
      plan.map, count: plan.header.l1Count,
      firstTable: plan.firstL2Cluster * plan.layout.clusterSize)
    for piece in pieces { try transfer.write(piece) }
    try transfer.align(to: plan.layout.clusterSize)
  }

  private mutating func writeL2() throws {
    let layout = plan.layout
    var offset = plan.firstDataCluster * layout.clusterSize
    for region in plan.map.regions {
      var words = [UInt64](repeating: 0, count: layout.l2Entries)
      for cluster in plan.map.dataRuns(in: region).joined() {
        words[cluster] = Qcow2L2Entry.word(cluster: offset)
        offset += layout.clusterSize
      }
      for cluster in plan.map.zeroRuns(in: region).joined() { words[cluster] = Qcow2L2Entry.zero }
      try transfer.write(.bigEndian(words))
    }
  }
}
