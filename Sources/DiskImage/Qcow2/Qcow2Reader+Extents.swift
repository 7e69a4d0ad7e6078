internal import FileSupport

extension Qcow2Reader {
  public func extent(at offset: Int) throws -> Extent {
    let index = offset / layout.l2Coverage
    guard let table = try l2Table(index) else {
      let end = try l1.first(from: index + 1) { $0 != 0 } * layout.l2Coverage
      return Extent(range: offset..<min(end, virtualSize), content: .unallocated)
    }
    let extent = try self.extent(at: offset, in: try l2Page(of: table, at: offset))
    return extent.clamped(to: offset..<min(extent.range.upperBound, virtualSize))
  }

  /// Where an L2 table lies; nil where all that it would map is unallocated.
  private func l2Table(_ index: Int) throws -> Int? {
    let word = try l1[index]
    return try PcoccError.locating(file.path, "L1 entry \(index)") {
      () throws(Qcow2EntryProblem) in
      try Qcow2TableEntry(l1: word, layout).offset(insideFileOf: fileSize, layout)
    }
  }

  private func l2Page(of table: Int, at offset: Int) throws -> Qcow2L2Page {
    let index = offset % layout.l2Coverage / layout.pageCoverage
    return Qcow2L2Page(
      words: try tables.words(at: table + index * layout.pageSize, count: layout.pageSize / 8),
      diskOffset: offset / layout.pageCoverage * layout.pageCoverage, layout: layout,
      version: header.version)
  }

  /// The extent around `offset`, which `page` maps; it may end after the end of the disk.
  private func extent(at offset: Int, in page: Qcow2L2Page) throws -> Extent {
    let position = (offset - page.diskOffset) / layout.subclusterSize
    let first = try run(at: position, in: page)
    var end = first.end
    while end % layout.subclusters == 0, end < page.subclusters {
      let next = try run(at: end, in: page)
      let length = (end - first.start) * layout.subclusterSize
      guard next.content.continues(first.content, after: length) else { break }
      end = next.end
    }
    let start = page.diskOffset + first.start * layout.subclusterSize
    return try extent(
      first.content, start..<start + (end - first.start) * layout.subclusterSize)
  }

  private func run(at position: Int, in page: Qcow2L2Page) throws -> Qcow2Run {
    let diskOffset = page.diskOffset + position * layout.subclusterSize
    return try PcoccError.locating(file.path, "L2 entry of disk offset \(diskOffset)") {
      () throws(Qcow2EntryProblem) in try page.run(at: position)
    }
  }

  /// The extent of a run, once its bytes are known to be in the file.
  private func extent(_ content: Qcow2Run.Content, _ range: Range<Int>) throws -> Extent {
    let stored: Extent.Content
    switch content {
    case .unallocated: stored = .unallocated
    case .zero: stored = .zero
    case .plain(let offset) where offset.isInside(fileSize, length: range.count):
      stored = .plain(fileOffset: offset)
    case .compressed(let offset, let length) where offset < fileSize:
      // The length is in sectors, and the file may end inside the last one.
      stored = .compressed(fileOffset: offset, length: min(length, fileSize - offset), skip: 0)
    case .plain, .compressed:
      throw PcoccError.qcow2Entry(
        file.path, "L2 entry of disk offset \(range.lowerBound)", .outsideFile)
    }
    return Extent(range: range, content: stored)
  }
}
