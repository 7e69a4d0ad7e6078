public import FileSupport
internal import SystemPackage

/// Reads the disk of a VDI image, a dynamic or a static one (VirtualBox, VDICore.h).
public final class VdiReader: DiskReader {
  public let format = DiskFormat.vdi
  /// Bytes of the disk, whole sectors of 512.
  public let virtualSize: Int
  public let clusterSize = VdiHeader.blockSize

  private let header: VdiHeader
  private let file: any File
  private let fileSize: Int
  private let map: PagedTable<UInt32>

  /// From here on the entries of the map say that a block is not stored: never written, discarded.
  private static let firstNotStored = UInt32.max - 1
  private static let pageSize = 64 << 10
  private static let longestRun = 64

  /// Opens an image and checks its header.
  ///
  /// - Throws: `corrupt` or `unsupported` where the header is not one that can be read.
  public init(file: any File) throws {
    header = try VdiHeader(file: file)
    try header.validateForReading(path: file.path)
    self.file = file
    fileSize = try file.status().size
    virtualSize = header.virtualSize
    // The map may have more entries than the disk needs, and those mean nothing.
    map = PagedTable(
      TableCache(file, .little, pageSize: Self.pageSize), at: header.mapOffset,
      count: virtualSize.dividedRoundingUp(by: VdiHeader.blockSize))
  }

  public func extent(at offset: Int) throws -> Extent {
    let first = offset / clusterSize
    guard let start = try block(first) else {
      let next = try map.first(from: first) { $0 < Self.firstNotStored }
      return Extent(
        range: offset..<min(next.multipliedClamping(by: clusterSize), virtualSize),
        content: .unallocated)
    }
    var end = first + 1
    while end < min(map.count, first + Self.longestRun),
      try block(end) == start + (end - first) * clusterSize
    {
      end += 1
    }
    return try stored(
      offset..<min(end * clusterSize, virtualSize), at: start + offset % clusterSize)
  }

  /// The first extent of a range whose bytes lie at `fileOffset`. A static image may have holes there.
  private func stored(_ range: Range<Int>, at fileOffset: Int) throws -> Extent {
    let bytes = RawReader(file: file, part: fileOffset..<fileOffset + range.count)
    var extent = try bytes.extent(at: 0)
    extent.range = range.lowerBound..<range.lowerBound + extent.range.count
    return extent
  }

  /// Where a block lies in the file; nil where it is not stored.
  private func block(_ index: Int) throws -> Int? {
    let entry = try map[index]
    guard entry < Self.firstNotStored else { return nil }
    guard Int(entry) < header.blockCount else {
      throw PcoccError.corruptImage(
        file.path, "block \(index) is number \(entry) of \(header.blockCount) in the file")
    }
    // A number of 32 bits times 1 MiB, and an offset of 32 bits.
    let offset = header.dataOffset + Int(entry) * clusterSize
    guard offset.isInside(fileSize, length: clusterSize) else {
      throw PcoccError.truncatedImage(
        file.path, "block \(index) at \(offset) lies outside the file")
    }
    return offset
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(extent, into: buffer)
  }

  public func willRead(_ extent: Extent) { file.willRead(extent) }

  public func validate() throws {
    // Blocks lie behind the map, side by side, so that only whole ones can be used twice.
    try UnitUse.forEachPart(ofFileOf: fileSize, unitSize: clusterSize) { use in
      var index = 0
      while true {
        index = try map.first(from: index) { $0 < Self.firstNotStored }
        guard index < map.count, let offset = try block(index) else { break }
        let place = offset - header.dataOffset
        guard use.take(place..<place + clusterSize) else {
          throw PcoccError.corruptImage(
            file.path, "block \(index) at \(offset) lies over another block")
        }
        index += 1
      }
    }
  }
}
