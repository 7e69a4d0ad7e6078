internal import FileSupport

/// Writes a streamOptimized image (VMware Virtual Disk Format, Stream-Optimized Compressed Sparse
/// Extents): header, descriptor, then for each grain table its grains and itself, at the end the
/// grain directory and a footer that tells its place.
struct VmdkStreamWriter {
  private let header: VmdkSparseHeader
  private let map: AllocationMap
  private let sink: any ByteSink
  private let monitor: Monitor
  private var packer: ClusterPacker
  /// Bytes of the file so far.
  private var position = 0
  /// Grains of the disk that are done.
  private var completed = 0
  /// The table whose grains are being written, and its entries.
  private var table: Int?
  private var entries: [UInt32] = []
  /// The directory as far as it is known: tables with grains, and the sectors they begin at.
  private var tables: [(index: Int, sector: UInt32)] = []

  /// Where the first grain lies; a multiple of the grain size.
  private static let overhead = VmdkSparseHeader.usualGrainSize
  private static let pieceCount = 1 << 18

  init(
    _ reader: any DiskReader, _ header: VmdkSparseHeader, _ map: AllocationMap,
    to sink: any ByteSink, _ monitor: Monitor
  ) {
    self.header = header
    self.map = map
    self.sink = sink
    self.monitor = monitor
    packer = ClusterPacker(
      reader, VmdkGrainPacking(grainSize: header.grainSize, capacity: header.capacity),
      clusterSize: header.grainSize, threads: monitor.threads)
  }

  /// - Parameter descriptor: as long as the header says.
  mutating func write(_ descriptor: [UInt8]) throws {
    try append(header.encoded(overhead: Self.overhead) + descriptor)
    try append([UInt8](repeating: 0, count: Self.overhead - position))
    for region in map.regions {
      for run in map.dataRuns(in: region) { try pack(map.clusters(of: run, in: region)) }
      // A table comes right behind its grains.
      packer.endBatch()
    }
    while let batch = try packer.remaining() { try place(batch) }
    try writeTable()
    try writeEnd(directory: try writeDirectory())
    try sink.finish()
  }

  private mutating func pack(_ grains: Range<Int>) throws {
    var rest = grains
    while !rest.isEmpty {
      rest = try packer.add(rest)
      while let batch = try packer.next() { try place(batch) }
    }
  }

  private mutating func place(_ batch: ClusterBatch) throws {
    try monitor.checkCancelled()
    for (grain, content) in zip(batch.clusters, batch.contents) {
      guard case .packed(let range) = content else { continue }
      try open(grain / VmdkSparseHeader.tableEntries)
      entries[grain % VmdkSparseHeader.tableEntries] = try sector(position + range.lowerBound)
    }
    if batch.packed.count > 0 { try sink.write(batch.packed) }
    position += batch.packed.count
    completed += batch.clusters.count
    monitor.report(completed: completed * map.clusterSize, of: map.count * map.clusterSize)
  }

  /// Sees to it that entries of a table can be set.
  private mutating func open(_ index: Int) throws {
    guard table != index else { return }
    try writeTable()
    table = index
    entries = Array(repeating: 0, count: VmdkSparseHeader.tableEntries)
  }

  private mutating func writeTable() throws {
    guard let index = table else { return }
    let bytes = [UInt8].littleEndian(entries)
    try append(VmdkMarker(kind: .grainTable, sectors: bytes.count / 512).encoded())
    tables.append((index, try sector(position)))
    try append(bytes)
  }

  /// Returns where the directory lies.
  private mutating func writeDirectory() throws -> Int {
    let count = header.directorySize.dividedRoundingUp(by: 512) * 128
    try append(VmdkMarker(kind: .grainDirectory, sectors: count / 128).encoded())
    let offset = position
    var rest = tables[...]
    for start in stride(from: 0, to: count, by: Self.pieceCount) {
      var piece = [UInt32](repeating: 0, count: min(Self.pieceCount, count - start))
      while let (index, sector) = rest.first, index < start + piece.count {
        piece[index - start] = sector
        rest.removeFirst()
      }
      try append(.littleEndian(piece))
    }
    return offset
  }

  private mutating func writeEnd(directory: Int) throws {
    // The directory itself is looked for by a number of 64 bits.
    var footer = header
    footer.directoryOffset = directory
    footer.hasFooter = false
    try append(
      VmdkMarker(kind: .footer, sectors: 1).encoded() + footer.encoded(overhead: Self.overhead)
        + VmdkMarker(kind: .endOfStream, sectors: 0).encoded())
  }

  private mutating func append(_ bytes: [UInt8]) throws {
    try sink.write(bytes)
    position += bytes.count
  }

  private func sector(_ offset: Int) throws -> UInt32 {
    guard let sector = UInt32(exactly: offset / 512) else {
      throw PcoccError.vmdkTooLarge(header.capacity)
    }
    return sector
  }
}
