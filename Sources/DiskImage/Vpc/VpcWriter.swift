internal import FileSupport

/// Writes a VHD image from front to back (Virtual Hard Disk Image Format Specification).
struct VpcWriter {
  private let size: Int
  private let footer: [UInt8]
  private var transfer: DiskTransfer

  /// What nearly all programs use.
  static let blockSize = 2 << 20
  /// A bit for each sector of a block: all are written.
  private static let bitmap = [UInt8](repeating: 0xff, count: blockSize / 512 / 8)
  private static let tableOffset = VpcFooter.length + VpcDynamicHeader.length

  static func write(
    _ reader: any DiskReader, _ options: VpcOptions, to sink: any ByteSink, monitor: Monitor
  ) throws {
    let (size, geometry) = try options.disk(ofSize: reader.virtualSize)
    switch options.subformat {
    case .fixed:
      var writer = VpcWriter(
        size: size, footer: VpcFooter.encoded(.fixed, size: size, geometry),
        transfer: DiskTransfer(
          reader, to: sink, total: size + VpcFooter.length, monitor: monitor))
      try writer.writeFixed()
    case .dynamic:
      let map = try AllocationMap.plan(
        reader, clusterSize: blockSize, regionClusters: 4096, monitor: monitor)
      let total =
        tableOffset + tableSize(forDiskOf: size) + map.count * (blockSize + bitmap.count)
        + VpcFooter.length
      var writer = VpcWriter(
        size: size, footer: VpcFooter.encoded(.dynamic, size: size, geometry),
        transfer: DiskTransfer(reader, to: sink, total: total, monitor: monitor))
      try writer.writeDynamic(map)
    }
  }

  private mutating func writeFixed() throws {
    try transfer.copyDisk()
    try transfer.writeZeros(size - transfer.reader.virtualSize)
    try transfer.write(footer)
    try transfer.finish()
  }

  private mutating func writeDynamic(_ map: AllocationMap) throws {
    try transfer.write(footer)
    try transfer.write(
      VpcDynamicHeader.encoded(
        blockCount: size.dividedRoundingUp(by: Self.blockSize), blockSize: Self.blockSize))
    try transfer.write(table(map))
    for block in map.dataClusters {
      try transfer.write(Self.bitmap)
      try transfer.copy(block * Self.blockSize..<(block + 1) * Self.blockSize)
    }
    try transfer.write(footer)
    try transfer.finish()
  }

  /// Bytes of the block allocation table, whole sectors; at most 4 MiB.
  private static func tableSize(forDiskOf size: Int) -> Int {
    (size.dividedRoundingUp(by: blockSize) * 4).dividedRoundingUp(by: 512) * 512
  }

  /// The block allocation table; what is not stored, and the rest of the last sector, is all ones.
  private func table(_ map: AllocationMap) -> [UInt8] {
    var entries = [UInt32](repeating: .max, count: Self.tableSize(forDiskOf: size) / 4)
    var offset = Self.tableOffset + entries.count * 4
    for block in map.dataClusters {
      // No block of the largest disk lies at 2^32 sectors or more.
      entries[block] = UInt32(offset / 512)
      offset += Self.bitmap.count + Self.blockSize
    }
    return .bigEndian(entries)
  }
}
