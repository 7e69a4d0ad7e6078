internal import FileSupport
internal import SystemPackage

/// The grains of a sparse extent, found through its grain directory and grain tables (VMware Virtual
/// Disk Format, Grain Directory and Grain Tables).
///
/// Where the specification has a second directory, it repeats the first and is not read.
struct VmdkGrains: Sendable {
  /// How a grain is stored.
  enum Grain: Equatable {
    case unallocated
    case zero
    /// Bytes of the file: all those of the grain that the disk has.
    case plain(Range<Int>)
    /// Bytes of the file: a zlib stream.
    case compressed(Range<Int>)
  }

  let file: any File
  let header: VmdkSparseHeader
  let fileSize: Int
  private let tables: TableCache<UInt32>
  let directory: PagedTable<UInt32>

  private static let tableSize = VmdkSparseHeader.tableEntries * 4
  /// Bytes of the marker before a compressed grain: its first sector on the disk, 64 bits, and the
  /// length of the stream, 32 bits (Stream-Optimized Compressed Sparse Extents, Grain Marker).
  static let markerSize = 12

  init(_ file: any File, _ header: VmdkSparseHeader, fileSize: Int) {
    self.file = file
    self.header = header
    self.fileSize = fileSize
    tables = TableCache(file, .little, pageSize: Self.tableSize)
    directory = PagedTable(
      tables, at: header.directoryOffset, count: header.directorySize / 4)
  }

  /// Where tables and grains end: before the footer, where there is one.
  var end: Int { header.hasFooter ? fileSize - VmdkSparseHeader.footerSize : fileSize }

  func extent(at offset: Int) throws -> Extent {
    let index = offset / header.tableCoverage
    guard let table = try table(index, of: directory[index]) else {
      let next = try directory.first(from: index + 1) { $0 != 0 }
      return Extent(
        range: offset..<min(next * header.tableCoverage, header.capacity), content: .unallocated)
    }
    let entries = try tables.words(at: table.lowerBound, count: VmdkSparseHeader.tableEntries)
    let start = index * header.tableCoverage
    let extent = try extent(
      of: entries, from: (offset - start) / header.grainSize, tableStart: start)
    return extent.clamped(to: offset..<extent.range.upperBound)
  }

  /// The extent that begins with an entry of a table and goes on as long as the next ones continue
  /// it.
  private func extent(of entries: [UInt32], from first: Int, tableStart: Int) throws -> Extent {
    let start = tableStart + first * header.grainSize
    let grain = try self.grain(entries[first], at: start)
    var end = start + header.grainSize
    // To look at a compressed one costs a read, and none continues another.
    let following = grain.isCompressed ? [] : entries.dropFirst(first + 1)
    for entry in following {
      guard end < header.capacity, try self.grain(entry, at: end).continues(grain, end - start)
      else { break }
      end += header.grainSize
    }
    return Extent(range: start..<min(end, header.capacity), content: grain.content)
  }

  /// Where a grain table lies in the file; nil where there is none.
  func table(_ index: Int, of entry: UInt32) throws -> Range<Int>? {
    guard entry != 0 else { return nil }
    return try range(at: Int(entry) * 512, Self.tableSize, "grain table \(index)")
  }

  /// How the grain at `offset` of the disk is stored.
  func grain(_ entry: UInt32, at offset: Int) throws -> Grain {
    if entry == 0 { return .unallocated }
    if entry == 1, header.flags.contains(.zeroedGrains) { return .zero }
    let start = Int(entry) * 512
    guard !header.flags.contains(.compressed) else {
      return .compressed(try stream(at: start, ofGrainAt: offset))
    }
    let length = min(header.grainSize, header.capacity - offset)
    return .plain(try range(at: start, length, "the grain of disk offset \(offset)"))
  }

  /// Where the compressed bytes of a grain lie, behind its marker.
  private func stream(at start: Int, ofGrainAt offset: Int) throws -> Range<Int> {
    let name = "the grain of disk offset \(offset)"
    _ = try range(at: start, Self.markerSize, name)
    let marker = HeaderFields(
      bytes: try file.bytes(at: start, count: Self.markerSize), order: .little, path: file.path)
    let (sector, length) = (try marker.uint64(0), Int(try marker.uint32(8)))
    guard sector == offset / 512 else {
      throw PcoccError.corruptImage(
        file.path, "the marker of \(name) at \(start) is that of sector \(sector)")
    }
    guard 1...2 * header.grainSize ~= length else {
      throw PcoccError.corruptImage(
        file.path, "\(name) has \(length) compressed bytes, for \(header.grainSize)")
    }
    return try range(at: start + Self.markerSize, length, name)
  }

  /// A range of the file that can hold tables and grains.
  private func range(
    at start: Int, _ length: Int, _ name: @autoclosure () -> String
  ) throws -> Range<Int> {
    guard start >= header.front.upperBound else {
      throw PcoccError.corruptImage(
        file.path, "\(name()) at \(start) lies over the header or the descriptor")
    }
    guard start.isInside(end, length: length) else {
      throw PcoccError.truncatedImage(file.path, "\(name()) at \(start) lies outside the file")
    }
    return start..<start + length
  }
}

extension VmdkGrains.Grain {
  fileprivate var isCompressed: Bool {
    if case .compressed = self { return true }
    return false
  }

  fileprivate var content: Extent.Content {
    switch self {
    case .unallocated: .unallocated
    case .zero: .zero
    case .plain(let range): .plain(fileOffset: range.lowerBound)
    case .compressed(let range):
      .compressed(fileOffset: range.lowerBound, length: range.count, skip: 0)
    }
  }

  /// Whether this follows `length` bytes of `other` without a seam.
  fileprivate func continues(_ other: Self, _ length: Int) -> Bool {
    switch (other, self) {
    case (.unallocated, .unallocated), (.zero, .zero): true
    case (.plain(let first), .plain(let next)): next.lowerBound == first.lowerBound + length
    default: false
    }
  }
}
