internal import FileSupport

/// Writes a compressed qcow2 image (qcow2 specification): header, L1 table, L2 tables, data,
/// refcount blocks, refcount table.
///
/// How long the data gets shows only at the end, so the file cannot be written from front to back.
struct CompressedQcow2Writer {
  private var header: Qcow2Header
  private let map: AllocationMap
  private let file: FileWriter
  private let monitor: Monitor
  private var packer: ClusterPacker
  private var space: Qcow2HostSpace
  private var tables: Qcow2L2Tables
  /// Clusters of the disk that are done.
  private var completed = 0

  static func write(
    _ reader: any DiskReader, _ options: Qcow2Options, _ compression: ClusterCompression,
    to file: any File, monitor: Monitor
  ) throws {
    let header = try options.header(forDiskOf: reader.virtualSize)
    let map = try AllocationMap.plan(
      reader, clusterSize: options.clusterSize, regionClusters: header.layout.l2Entries,
      monitor: monitor)
    let packing = Qcow2Packing(compression: compression, clusterSize: options.clusterSize)
    let packer = ClusterPacker(
      reader, packing, clusterSize: options.clusterSize, threads: monitor.threads)
    var writer = CompressedQcow2Writer(header, map, packer, FileWriter(file), monitor)
    try writer.write()
  }

  private init(
    _ header: Qcow2Header, _ map: AllocationMap, _ packer: ClusterPacker, _ file: FileWriter,
    _ monitor: Monitor
  ) {
    self.header = header
    self.map = map
    self.packer = packer
    self.file = file
    self.monitor = monitor
    space = Qcow2HostSpace(header.layout, clusters: 1)
    self.header.l1Offset = space.takeClusters(
      (header.l1Count * 8).dividedRoundingUp(by: header.layout.clusterSize))
    tables = Qcow2L2Tables(map, at: space.takeClusters(map.regions.count))
  }

  private mutating func write() throws {
    for region in map.regions {
      for run in map.dataRuns(in: region) { try pack(map.clusters(of: run, in: region)) }
    }
    while let batch = try packer.remaining() { try place(batch) }
    try tables.write(to: file)
    try writeL1()
    try writeRefcounts()
    try file.write(header.encoded(), at: 0)
    try file.finish(size: space.end)
  }

  private mutating func pack(_ clusters: Range<Int>) throws {
    var rest = clusters
    while !rest.isEmpty {
      rest = try packer.add(rest)
      if let batch = try packer.next() { try place(batch) }
    }
  }

  /// Gives the clusters of a batch their places in the file.
  private mutating func place(_ batch: ClusterBatch) throws {
    try monitor.checkCancelled()
    var packed = PackedBytes(batch.packed)
    for (cluster, content) in zip(batch.clusters, batch.contents) {
      switch content {
      case .zero: break
      case .plain(let range):
        let offset = space.takeClusters(1)
        try file.write(batch.filling.chunk, range, at: offset)
        try tables.set(cluster, to: Qcow2L2Entry.word(cluster: offset), file)
      case .packed(let range):
        let offset = space.takeBytes(range.count)
        try packed.add(range, at: offset, file)
        try tables.set(cluster, to: try word(packed: offset, range.count), file)
      }
    }
    try packed.write(to: file)
    completed += batch.clusters.count
    monitor.report(completed: completed * map.clusterSize, of: map.count * map.clusterSize)
  }

  private func word(packed offset: Int, _ count: Int) throws -> UInt64 {
    let word = Qcow2L2Entry.word(compressed: offset, count: count, header.layout)
    guard let word else {
      throw PcoccError.qcow2TooLarge(header.virtualSize, clusterSize: map.clusterSize)
    }
    return word
  }

  private func writeL1() throws {
    var offset = header.l1Offset
    for piece in Qcow2L1Pieces(map, count: header.l1Count, firstTable: tables.offset) {
      try file.write(piece, at: offset)
      offset += piece.count
    }
  }

  private mutating func writeRefcounts() throws {
    let layout = header.layout
    let plan = Qcow2RefcountPlan(covering: space.counts.count, layout)
    let firstBlock = space.takeClusters(plan.blocks)
    header.refcountTableOffset = space.takeClusters(plan.tableClusters)
    try header.setRefcountTableClusters(plan.tableClusters)
    for block in 0..<plan.blocks {
      let counts = space.counts.dropFirst(block * layout.countsPerBlock)
        .prefix(layout.countsPerBlock)
      try file.write(.bigEndian(Array(counts)), at: firstBlock + block * layout.clusterSize)
    }
    try file.write(
      plan.table(firstBlock: firstBlock, layout), at: header.refcountTableOffset)
  }
}
