internal import FileSupport
internal import SystemPackage

/// The blocks of a dynamic VHD image (Virtual Hard Disk Image Format Specification, Block Allocation
/// Table and Data Blocks).
///
/// Each stored block begins with a bitmap of its sectors. One whose bit is clear was never written,
/// so it reads as zeros, whatever lies in its place.
struct VpcBlocks: Sendable {
  let file: any File
  let header: VpcDynamicHeader
  /// Bytes of the disk.
  let virtualSize: Int
  /// Where the footer lies: nothing else reaches that far.
  let end: Int
  /// The headers and the table, over which no block may lie.
  private let tables: [Range<Int>]
  private let table: PagedTable<UInt32>
  private let bitmaps: TableCache<UInt64>

  /// What an entry of the table says of a block that is not stored.
  private static let notStored = UInt32.max
  private static let tablePageSize = 64 << 10
  /// The bits of 2 MiB, which are all those of most images' blocks.
  private static let bitmapPageSize = 512
  private static let bitmapPageCoverage = bitmapPageSize * 8 * 512

  init(_ file: any File, _ image: VpcHeader, _ header: VpcDynamicHeader, end: Int) {
    self.file = file
    self.header = header
    self.end = end
    virtualSize = image.virtualSize
    let dynamic = image.footer.dataOffset ?? VpcFooter.length
    tables = [
      0..<VpcFooter.length, dynamic..<dynamic + VpcDynamicHeader.length,
      header.tableOffset..<header.tableOffset + header.tableSize,
    ]
    // The table may have more entries than the disk needs, and those mean nothing.
    table = PagedTable(
      TableCache(file, .big, pageSize: Self.tablePageSize), at: header.tableOffset,
      count: virtualSize.dividedRoundingUp(by: header.blockSize))
    bitmaps = TableCache(file, .big, pageSize: Self.bitmapPageSize)
  }

  func extent(at offset: Int) throws -> Extent {
    let index = offset / header.blockSize
    guard let block = try block(index) else {
      let next = try table.first(from: index + 1) { $0 != Self.notStored }
      return Extent(
        range: offset..<min(next * header.blockSize, virtualSize), content: .unallocated)
    }
    let (run, isWritten) = try self.run(at: offset % header.blockSize, of: block)
    let start = index * header.blockSize
    let range = start + run.lowerBound..<start + run.upperBound
    return Extent(
      range: range,
      content: isWritten
        ? .plain(fileOffset: block.upperBound - header.blockSize + run.lowerBound) : .unallocated
    ).clamped(to: offset..<min(range.upperBound, virtualSize))
  }

  /// Where a block lies in the file, its bitmap included; nil where it is not stored.
  private func block(_ index: Int) throws -> Range<Int>? {
    let entry = try table[index]
    guard entry != Self.notStored else { return nil }
    let start = Int(entry) * 512
    let length = header.bitmapSize + header.blockSize
    guard start.isInside(end, length: length) else {
      throw PcoccError.truncatedImage(
        file.path, "block \(index) at \(start) lies outside the file")
    }
    let block = start..<start + length
    guard !tables.contains(where: { $0.overlaps(block) }) else {
      throw PcoccError.corruptImage(
        file.path, "block \(index) at \(start) lies over a header or the table")
    }
    return block
  }

  /// The sectors around `offset` of a block whose bits are alike, in bytes, and whether they were
  /// written; it ends with the page of the bitmap at the latest.
  private func run(
    at offset: Int, of block: Range<Int>
  ) throws -> (range: Range<Int>, isWritten: Bool) {
    let page = offset / Self.bitmapPageCoverage
    let words = try bitmaps.words(
      at: block.lowerBound + page * Self.bitmapPageSize, count: Self.bitmapPageSize / 8)
    let start = page * Self.bitmapPageCoverage
    let sector = (offset - start) / 512
    let isWritten = words[sector / 64] >> UInt64(63 - sector % 64) & 1 == 1
    var end = sector
    while end < words.count * 64 {
      let word = isWritten ? ~words[end / 64] : words[end / 64]
      let rest = word << UInt64(end % 64)
      if rest != 0 {
        end += rest.leadingZeroBitCount
        break
      }
      end = (end / 64 + 1) * 64
    }
    let range = start + sector * 512..<min(start + end * 512, header.blockSize)
    return (range, isWritten)
  }

  /// - Throws: `corrupt` where a block does not lie in the file, or over something else.
  func validate() throws {
    try UnitUse.forEachPart(ofFileOf: end) { use in
      var index = 0
      while true {
        index = try table.first(from: index) { $0 != Self.notStored }
        guard index < table.count, let block = try block(index) else { break }
        guard use.take(block) else {
          throw PcoccError.corruptImage(
            file.path, "block \(index) at \(block.lowerBound) lies over another block")
        }
        index += 1
      }
    }
  }
}
