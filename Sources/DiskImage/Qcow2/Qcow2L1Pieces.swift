/// The L1 table of a new image whose L2 tables lie one behind the other, in pieces, because a whole
/// one may take 32 MiB.
struct Qcow2L1Pieces: Sequence, IteratorProtocol {
  /// Regions whose entries are still to come.
  private var regions: ArraySlice<AllocationMap.Region>
  /// Where the next region's L2 table lies in the file.
  private var tableOffset: Int
  /// The next entry, and the end of the table.
  private var index = 0
  private let count: Int
  private let clusterSize: Int

  private static let pieceCount = 8192

  /// - Parameters:
  ///   - count: entries of the table.
  ///   - firstTable: where the L2 table of the first region lies in the file.
  init(_ map: AllocationMap, count: Int, firstTable: Int) {
    regions = map.regions[...]
    tableOffset = firstTable
    self.count = count
    clusterSize = map.clusterSize
  }

  mutating func next() -> [UInt8]? {
    guard index < count else { return nil }
    let end = Swift.min(index + Self.pieceCount, count)
    var words = [UInt64](repeating: 0, count: end - index)
    while let region = regions.first, region.index < end {
      words[region.index - index] = UInt64(tableOffset) | Qcow2TableEntry.copied
      tableOffset += clusterSize
      regions.removeFirst()
    }
    index = end
    return .bigEndian(words)
  }
}
