internal import FileSupport

/// Where everything of a new monolithicSparse image goes: header, descriptor, the second grain
/// directory and its tables, the first and its tables, grains.
///
/// Each table of either directory is there, also those that map nothing: the specification has it
/// so, and some programs count on tables that lie in one piece.
struct VmdkPlan {
  let map: AllocationMap
  let header: VmdkSparseHeader
  /// Grain tables of each directory.
  let tables: Int
  /// Where the second grain directory lies.
  let redundantDirectory: Int
  /// Where the first grain lies; a multiple of the grain size, as for all grains.
  let firstGrain: Int

  static let tableSize = VmdkSparseHeader.tableEntries * 4

  /// - Parameter header: one with no directory placed yet.
  /// - Throws: `unsupported` where a sector number of the file takes more than 32 bits.
  init(_ map: AllocationMap, _ header: VmdkSparseHeader) throws {
    self.map = map
    tables = header.directorySize / 4
    let directorySize = header.directorySize.dividedRoundingUp(by: 512) * 512
    redundantDirectory = header.front.upperBound
    var header = header
    header.directoryOffset = redundantDirectory + directorySize + tables * Self.tableSize
    self.header = header
    let end = header.directoryOffset + directorySize + tables * Self.tableSize
    firstGrain = end.dividedRoundingUp(by: header.grainSize) * header.grainSize
    guard UInt32(exactly: (fileSize - 1) / 512) != nil else {
      throw PcoccError.vmdkTooLarge(header.capacity)
    }
  }

  /// Bytes of the whole file.
  var fileSize: Int { firstGrain + map.count * header.grainSize }
}
