internal import FileSupport
internal import SystemPackage

extension VmdkGrains {
  /// - Throws: `corrupt` where a table or a grain does not lie in the file, or over something else.
  func validate() throws {
    // No table may be walked through twice, or a small file could take for ever: those that are
    // used twice are found before one is entered.
    for includesGrains in [false, true] { try validate(includingGrains: includesGrains) }
  }

  private func validate(includingGrains includesGrains: Bool) throws {
    try UnitUse.forEachPart(ofFileOf: fileSize) { use in
      _ = use.take(header.front)
      _ = use.take(end..<fileSize)
      let directory = header.directoryOffset..<header.directoryOffset + header.directorySize
      try take(directory, &use, "the grain directory")
      var index = 0
      while true {
        index = try self.directory.first(from: index) { $0 != 0 }
        guard index < self.directory.count, let table = try table(index, of: self.directory[index])
        else { break }
        try take(table, &use, "grain table \(index)")
        if includesGrains {
          try validate(table, diskOffset: index * header.tableCoverage, &use)
        }
        index += 1
      }
    }
  }

  private func validate(_ table: Range<Int>, diskOffset: Int, _ use: inout UnitUse) throws {
    let entries: [UInt32] = try file.words(
      at: table.lowerBound, count: VmdkSparseHeader.tableEntries, .little)
    // What the last table has beyond the end of the disk means nothing.
    for (index, entry) in entries.enumerated() where entry != 0 {
      let offset = diskOffset + index * header.grainSize
      guard offset < header.capacity else { break }
      let bytes: Range<Int>
      switch try grain(entry, at: offset) {
      case .unallocated, .zero: continue
      case .plain(let range): bytes = range
      case .compressed(let range): bytes = range.lowerBound - Self.markerSize..<range.upperBound
      }
      try take(bytes, &use, "the grain of disk offset \(offset)")
    }
  }

  private func take(
    _ bytes: Range<Int>, _ use: inout UnitUse, _ name: @autoclosure () -> String
  ) throws {
    guard use.take(bytes) else {
      throw PcoccError.corruptImage(
        file.path, "\(name()) at \(bytes.lowerBound) lies over another table or grain")
    }
  }
}
