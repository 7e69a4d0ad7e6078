internal import FileSupport

/// Writes a QED image from front to back (QED specification): header, L1 table, L2 tables, data.
struct QedWriter {
  private let header: QedHeader
  private let map: AllocationMap
  private var transfer: DiskTransfer

  static func write(
    _ reader: any DiskReader, _ options: QedOptions, to sink: any ByteSink, monitor: Monitor
  ) throws {
    let header = try options.header(forDiskOf: reader.virtualSize)
    let map = try AllocationMap.plan(
      reader, clusterSize: header.clusterSize, regionClusters: header.tableEntries,
      monitor: monitor)
    let total =
      firstL2Table(header) + map.regions.count * header.tableSize
      + map.count * header.clusterSize
    var writer = QedWriter(
      header: header, map: map,
      transfer: DiskTransfer(reader, to: sink, total: total, monitor: monitor))
    try writer.write()
  }

  private static func firstL2Table(_ header: QedHeader) -> Int {
    header.l1Offset + header.tableSize
  }

  private mutating func write() throws {
    try transfer.write(header.encoded())
    try transfer.align(to: header.clusterSize)
    try writeL1()
    try writeL2()
    try transfer.copyData(of: map)
    try transfer.finish()
  }

  private mutating func writeL1() throws {
    var entries = [UInt64](repeating: 0, count: header.tableEntries)
    var offset = Self.firstL2Table(header)
    for region in map.regions {
      entries[region.index] = UInt64(offset)
      offset += header.tableSize
    }
    try transfer.write(.littleEndian(entries))
  }

  private mutating func writeL2() throws {
    var offset = Self.firstL2Table(header) + map.regions.count * header.tableSize
    for region in map.regions {
      var entries = [UInt64](repeating: 0, count: header.tableEntries)
      for cluster in map.dataRuns(in: region).joined() {
        entries[cluster] = UInt64(offset)
        offset += header.clusterSize
      }
      try transfer.write(.littleEndian(entries))
    }
  }
}

extension QedHeader {
  /// The header of a new image, to be written at the start of the file.
  fileprivate func encoded() -> [UInt8] {
    var fields = HeaderBytes(count: Self.length, order: .little)
    fields.put(Self.magic, at: 0)
    fields.put(UInt32(clusterSize), at: 4)
    fields.put(UInt32(tableClusters), at: 8)
    fields.put(UInt32(headerClusters), at: 12)
    fields.put(features.rawValue, at: 16)
    fields.put(UInt64(l1Offset), at: 40)
    fields.put(UInt64(virtualSize), at: 48)
    return fields.bytes
  }
}
