internal import FileSupport

/// Writes a monolithicSparse image (VMware Virtual Disk Format, Hosted Sparse Extents).
struct VmdkSparseWriter {
  let plan: VmdkPlan
  var transfer: DiskTransfer

  /// Entries of a directory that are written at once.
  private static let pieceCount = 8192

  /// - Parameter descriptor: as long as the header says.
  mutating func write(_ descriptor: [UInt8]) throws {
    try transfer.write(
      plan.header.encoded(
        redundantDirectory: plan.redundantDirectory, overhead: plan.firstGrain))
    try transfer.write(descriptor)
    for directory in [plan.redundantDirectory, plan.header.directoryOffset] {
      try writeDirectory(at: directory)
      try writeTables()
    }
    try transfer.align(to: plan.header.grainSize)
    try transfer.copyData(of: plan.map)
    try transfer.finish()
  }

  /// The tables lie one behind the other behind their directory.
  private mutating func writeDirectory(at offset: Int) throws {
    let size = plan.header.directorySize.dividedRoundingUp(by: 512) * 512
    for start in stride(from: 0, to: plan.tables, by: Self.pieceCount) {
      let entries = (start..<min(start + Self.pieceCount, plan.tables)).map {
        UInt32((offset + size + $0 * VmdkPlan.tableSize) / 512)
      }
      try transfer.write(.littleEndian(entries))
    }
    try transfer.align(to: 512)
  }

  private mutating func writeTables() throws {
    var grain = plan.firstGrain
    var written = 0
    for region in plan.map.regions {
      try transfer.writeZeros((region.index - written) * VmdkPlan.tableSize)
      var entries = [UInt32](repeating: 0, count: VmdkSparseHeader.tableEntries)
      for index in plan.map.dataRuns(in: region).joined() {
        entries[index] = UInt32(grain / 512)
        grain += plan.header.grainSize
      }
      try transfer.write(.littleEndian(entries))
      written = region.index + 1
    }
    try transfer.writeZeros((plan.tables - written) * VmdkPlan.tableSize)
  }
}
