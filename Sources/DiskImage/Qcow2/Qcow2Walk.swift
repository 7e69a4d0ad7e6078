internal import FileSupport
internal import SystemPackage

/// One walk over all tables of an image, which notes the use of the host clusters of one part.
struct Qcow2Walk {
  let file: any File
  let fileSize: Int
  let header: Qcow2Header
  let refcounts: Qcow2Refcounts
  let monitor: Monitor
  /// Whether what the L2 tables point to is noted, or the tables only.
  let includesData: Bool
  private(set) var use: Qcow2ClusterUse
  /// Entries of the L1 and L2 tables whose "copied" flag is not set though nothing else uses what
  /// they point to.
  private(set) var wrongFlags = 0
  private var compressedClusters = 0

  init(
    file: any File, fileSize: Int, header: Qcow2Header, refcounts: Qcow2Refcounts,
    monitor: Monitor, includesData: Bool, use: Qcow2ClusterUse
  ) {
    self.file = file
    self.fileSize = fileSize
    self.header = header
    self.refcounts = refcounts
    self.monitor = monitor
    self.includesData = includesData
    self.use = use
  }

  private var layout: Qcow2Layout { header.layout }

  mutating func run() throws {
    try take(0, layout.clusterSize, "the header")
    try take(
      header.refcountTableOffset, header.refcountTableClusters * layout.clusterSize,
      "the refcount table")
    try refcounts.forEachBlock { index, offset in
      try take(offset, layout.clusterSize, "refcount block \(index)")
    }
    try take(header.l1Offset, header.l1Count * 8, "the L1 table")
    try walkSnapshots()
    try walkL1()
    try checkCompressedSize()
  }

  private mutating func walkSnapshots() throws {
    var end = header.snapshotTableOffset
    for index in 0..<header.snapshotCount {
      let snapshot = try Qcow2Snapshot(after: end, of: file, fileSize: fileSize, layout)
      end = snapshot.entry.upperBound
      try take(
        snapshot.l1Table.lowerBound, snapshot.l1Table.count, "the L1 table of snapshot \(index)")
    }
    try take(
      header.snapshotTableOffset, end - header.snapshotTableOffset, "the snapshot table")
  }

  private mutating func walkL1() throws {
    let perPage = layout.pageSize / 8
    for start in stride(from: 0, to: header.l1Count, by: perPage) {
      let words: [UInt64] = try file.words(
        at: header.l1Offset + start * 8, count: min(perPage, header.l1Count - start), .big)
      for (position, word) in words.enumerated() where word != 0 {
        try walkL2(start + position, word)
      }
    }
  }

  private mutating func walkL2(_ index: Int, _ l1Entry: UInt64) throws {
    try monitor.checkCancelled()
    let (table, isCopied) = try PcoccError.locating(file.path, "L1 entry \(index)") {
      () throws(Qcow2EntryProblem) in
      let entry = try Qcow2TableEntry(l1: l1Entry, layout)
      return (try entry.offset(insideFileOf: fileSize, layout), entry.isCopied)
    }
    guard let table else { return }
    if !isCopied { wrongFlags += 1 }
    try take(table, layout.clusterSize, "the L2 table of L1 entry \(index)")
    // A table in a hole of the file says nothing, and there may be many.
    guard includesData, let data = try file.nextData(from: table), data < table + layout.clusterSize
    else { return }
    for page in 0..<layout.clusterSize / layout.pageSize {
      try walk(
        Qcow2L2Page(
          words: try file.words(
            at: table + page * layout.pageSize, count: layout.pageSize / 8, .big),
          diskOffset: index * layout.l2Coverage + page * layout.pageCoverage, layout: layout,
          version: header.version))
    }
  }

  private mutating func walk(_ page: Qcow2L2Page) throws {
    for index in 0..<page.clusters where !page.isEmpty(index) {
      let diskOffset = page.diskOffset + index * layout.clusterSize
      let entry = try PcoccError.locating(file.path, "L2 entry of disk offset \(diskOffset)") {
        () throws(Qcow2EntryProblem) in
        let entry = try page.entry(index)
        try entry.validate(insideFileOf: fileSize, layout)
        return entry
      }
      switch entry.storage {
      case .none: break
      case .cluster(let offset):
        if !entry.isCopied { wrongFlags += 1 }
        try take(offset, layout.clusterSize, "data of disk offset \(diskOffset)")
      case .compressed(let offset, let length):
        compressedClusters += 1
        try share(offset, length, "data of disk offset \(diskOffset)")
      }
    }
  }

  private mutating func take(
    _ offset: Int, _ length: Int, _ owner: @autoclosure () -> String
  ) throws {
    if let cluster = use.take(layout.clusters(of: offset, length)) {
      throw PcoccError.qcow2Overlap(file.path, cluster * layout.clusterSize, owner())
    }
  }

  private mutating func share(
    _ offset: Int, _ length: Int, _ owner: @autoclosure () -> String
  ) throws {
    if let cluster = use.share(layout.clusters(of: offset, length)) {
      throw PcoccError.qcow2Overlap(file.path, cluster * layout.clusterSize, owner())
    }
  }

  /// Streams may share sectors, so that bytes used twice do not show in the counts; but together
  /// they cannot be shorter than the compression can make them.
  private func checkCompressedSize() throws {
    let minimum = header.compression.minimumSize(ofCluster: layout.clusterSize)
    guard compressedClusters.multipliedClamping(by: minimum) <= fileSize else {
      throw PcoccError.corruptImage(
        file.path, "\(compressedClusters) compressed clusters cannot fit in \(fileSize) bytes")
    }
  }
}
