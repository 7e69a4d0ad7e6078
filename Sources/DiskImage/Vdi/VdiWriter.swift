internal import FileSupport

/// Writes a VDI image from front to back (VirtualBox, VDICore.h): header, block map, blocks.
struct VdiWriter {
  private let header: VdiHeader
  /// The blocks with data, in regions of `pieceCount`; nil where all are stored.
  private let map: AllocationMap?
  private var transfer: DiskTransfer

  /// Entries of the map that are written at once.
  private static let pieceCount = 4096

  static func write(
    _ reader: any DiskReader, _ options: VdiOptions, to sink: any ByteSink, monitor: Monitor
  ) throws {
    var header = try options.header(forDiskOf: reader.virtualSize)
    var map: AllocationMap?
    if options.subformat == .dynamic {
      let plan = try AllocationMap.plan(
        reader, clusterSize: VdiHeader.blockSize, regionClusters: pieceCount, monitor: monitor)
      header.allocatedBlockCount = plan.count
      map = plan
    }
    let total = header.dataOffset + header.allocatedBlockCount * VdiHeader.blockSize
    var writer = VdiWriter(
      header: header, map: map,
      transfer: DiskTransfer(reader, to: sink, total: total, monitor: monitor))
    try writer.write()
  }

  private mutating func write() throws {
    try transfer.write(header.encoded())
    try transfer.align(to: header.mapOffset)
    if let map { try writeMap(of: map) } else { try writeWholeMap() }
    try transfer.align(to: header.dataOffset)
    guard let map else {
      try transfer.copyDisk()
      try transfer.writeZeros(
        header.blockCount * VdiHeader.blockSize - transfer.reader.virtualSize)
      return try transfer.finish()
    }
    try transfer.copyData(of: map)
    try transfer.finish()
  }

  /// The map of an image in which every block lies in its order.
  private mutating func writeWholeMap() throws {
    for start in stride(from: 0, to: header.blockCount, by: Self.pieceCount) {
      let end = min(start + Self.pieceCount, header.blockCount)
      try transfer.write(.littleEndian((start..<end).map { UInt32($0) }))
    }
  }

  private mutating func writeMap(of map: AllocationMap) throws {
    var regions = map.regions[...]
    var position = UInt32(0)
    for start in stride(from: 0, to: header.blockCount, by: Self.pieceCount) {
      var entries = [UInt32](
        repeating: .max, count: min(Self.pieceCount, header.blockCount - start))
      if let region = regions.first, region.index == start / Self.pieceCount {
        regions.removeFirst()
        for block in map.dataRuns(in: region).joined() {
          entries[block] = position
          position += 1
        }
      }
      try transfer.write(.littleEndian(entries))
    }
  }
}
