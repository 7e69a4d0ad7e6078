extension VmdkSparseHeader {
  /// Bytes of a grain in nearly all images.
  static let usualGrainSize = 64 << 10

  /// The header of a new image, or the footer, which is the same but for the directory's place.
  ///
  /// - Parameters:
  ///   - redundantDirectory: where the second grain directory lies in the file.
  ///   - overhead: where the first grain lies.
  func encoded(redundantDirectory: Int? = nil, overhead: Int) -> [UInt8] {
    var header = HeaderBytes(count: Self.length, order: .little)
    func put(sectors bytes: Int, at offset: Int) { header.put(UInt64(bytes / 512), at: offset) }
    header.put(Self.magic, at: 0)
    header.put(UInt32(version), at: 4)
    header.put(flags.rawValue, at: 8)
    put(sectors: capacity, at: 12)
    put(sectors: grainSize, at: 20)
    put(sectors: descriptor?.lowerBound ?? 0, at: 28)
    put(sectors: descriptor?.count ?? 0, at: 36)
    header.put(UInt32(Self.tableEntries), at: 44)
    put(sectors: redundantDirectory ?? 0, at: 48)
    if hasFooter { header.put(UInt64.max, at: 56) } else { put(sectors: directoryOffset, at: 56) }
    put(sectors: overhead, at: 64)
    header.put(UInt8(isUnclean ? 1 : 0), at: 72)
    header.put(Self.lineEnds, at: 73)
    header.put(UInt16(flags.contains(.compressed) ? 1 : 0), at: 77)
    return header.bytes
  }
}
