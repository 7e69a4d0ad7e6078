internal import FileSupport
internal import SystemPackage

/// The clusters of a QED image, found by two levels of tables (QED specification, Tables).
struct QedClusters: Sendable {
  let file: any File
  let header: QedHeader
  let fileSize: Int
  private let l1: PagedTable<UInt64>
  private let cache: TableCache<UInt64>

  /// An entry of an L2 table.
  fileprivate enum Entry: Equatable {
    case unallocated
    case zero
    /// Where the cluster lies in the file.
    case stored(Int)

    /// What the entry `count` clusters on would be if both were one run.
    func advanced(by count: Int, clusterSize: Int) -> Entry {
      guard case .stored(let offset) = self else { return self }
      return .stored(offset.addingClamping(count * clusterSize))
    }
  }

  private static let pageSize = 64 << 10
  private static let longestRun = 64 << 20

  init(_ file: any File, _ header: QedHeader, fileSize: Int) {
    self.file = file
    self.header = header
    self.fileSize = fileSize
    cache = TableCache(file, .little, pageSize: Self.pageSize)
    l1 = PagedTable(
      cache, at: header.l1Offset,
      count: header.virtualSize.dividedRoundingUp(by: header.tableCoverage))
  }

  func extent(at offset: Int) throws -> Extent {
    let index = offset / header.tableCoverage
    let entry = try l1[index]
    guard entry != 0 else {
      let next = try l1.first(from: index) { $0 != 0 }
      let end = next.multipliedClamping(by: header.tableCoverage)
      return Extent(range: offset..<min(end, header.virtualSize), content: .unallocated)
    }
    let table = try l2Table(index, at: try tableOffset(index, entry))
    let base = index * header.tableCoverage
    let first = (offset - base) / header.clusterSize
    let content = try self.entry(first, of: table, base)
    let end = try endOfRun(from: first, content, of: table, base)
    let start = base + first * header.clusterSize
    // The largest disk ends less than a cluster below the largest number.
    let range = start..<base.addingClamping(end * header.clusterSize)
    return Extent(range: range, content: content.content)
      .clamped(to: offset..<min(range.upperBound, header.virtualSize))
  }

  /// The cluster behind the last one that lies in the file right behind the one before it.
  private func endOfRun(
    from first: Int, _ content: Entry, of table: PagedTable<UInt64>, _ base: Int
  ) throws -> Int {
    let limit = min(table.count, first + max(1, Self.longestRun / header.clusterSize))
    var end = first + 1
    while end < limit,
      try entry(end, of: table, base)
        == content.advanced(by: end - first, clusterSize: header.clusterSize)
    {
      end += 1
    }
    return end
  }

  /// The L2 table of an L1 entry, as far as the disk goes.
  private func l2Table(_ index: Int, at offset: Int) throws -> PagedTable<UInt64> {
    let rest = header.virtualSize - index * header.tableCoverage
    return PagedTable(
      cache, at: offset,
      count: min(header.tableEntries, rest.dividedRoundingUp(by: header.clusterSize)))
  }

  private func tableOffset(_ index: Int, _ entry: UInt64) throws -> Int {
    try offset(entry, length: header.tableSize, "L2 table of L1 entry \(index)")
  }

  private func entry(_ index: Int, of table: PagedTable<UInt64>, _ base: Int) throws -> Entry {
    switch try table[index] {
    case 0: return .unallocated
    case 1: return .zero
    case let entry:
      return .stored(
        try offset(
          entry, length: header.clusterSize,
          "cluster of disk offset \(base + index * header.clusterSize)"))
    }
  }

  /// The place in the file that an entry gives, once it is known to be one.
  private func offset(
    _ entry: UInt64, length: Int, _ name: @autoclosure () -> String
  ) throws -> Int {
    guard let offset = Int(exactly: entry), offset.isInside(fileSize, length: length) else {
      throw PcoccError.truncatedImage(file.path, "the \(name()) at \(entry) lies outside the file")
    }
    guard offset % header.clusterSize == 0, offset >= header.headerSize else {
      throw PcoccError.corruptImage(
        file.path, "the \(name()) at \(offset) is not aligned or lies over the header")
    }
    return offset
  }
}

extension QedClusters.Entry {
  fileprivate var content: Extent.Content {
    switch self {
    case .unallocated: .unallocated
    case .zero: .zero
    case .stored(let offset): .plain(fileOffset: offset)
    }
  }
}

extension QedClusters {
  /// Bytes of the longest file: clusters are taken one behind the other, so that no real image has
  /// holes in its file.
  private static let longestFile = 64 << 40

  /// - Throws: `corrupt` where a table or a cluster does not lie in the file, or over something else.
  func validate() throws {
    guard fileSize <= Self.longestFile else {
      throw PcoccError.unsupportedImage(file.path, "a QED file of \(fileSize) bytes")
    }
    // No table may be walked through twice, or a small file could take for ever: those that are
    // used twice are found before one is entered.
    for includesData in [false, true] { try validate(includingData: includesData) }
  }

  private func validate(includingData includesData: Bool) throws {
    try UnitUse.forEachPart(ofFileOf: fileSize, unitSize: header.clusterSize) { use in
      _ = use.take(0..<header.headerSize)
      try take(header.l1Offset, header.tableSize, &use, "the L1 table")
      var index = 0
      while true {
        index = try l1.first(from: index) { $0 != 0 }
        guard index < l1.count else { break }
        let offset = try tableOffset(index, try l1[index])
        try take(offset, header.tableSize, &use, "the L2 table of L1 entry \(index)")
        if includesData, try !isHole(offset) {
          try validate(try l2Table(index, at: offset), index * header.tableCoverage, &use)
        }
        index += 1
      }
    }
  }

  /// Whether an L2 table lies in a hole of the file, which is much faster to ask than to read.
  private func isHole(_ table: Int) throws -> Bool {
    try file.nextData(from: table).map { $0 >= table + header.tableSize } ?? true
  }

  private func validate(
    _ table: PagedTable<UInt64>, _ base: Int, _ use: inout UnitUse
  ) throws {
    var index = 0
    while true {
      index = try table.first(from: index) { $0 > 1 }
      guard index < table.count, case .stored(let offset) = try entry(index, of: table, base)
      else { return }
      try take(
        offset, header.clusterSize, &use,
        "the cluster of disk offset \(base + index * header.clusterSize)")
      index += 1
    }
  }

  private func take(
    _ offset: Int, _ length: Int, _ use: inout UnitUse, _ name: @autoclosure () -> String
  ) throws {
    guard use.take(offset..<offset + length) else {
      throw PcoccError.corruptImage(
        file.path, "\(name()) at \(offset) lies over another table or cluster")
    }
  }
}
