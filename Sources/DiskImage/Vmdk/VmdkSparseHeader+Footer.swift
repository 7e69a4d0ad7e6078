internal import FileSupport
internal import SystemPackage

extension VmdkSparseHeader {
  private static let footerMarkerType: UInt32 = 3

  /// Where the footer says that the grain directory lies.
  ///
  /// The last three sectors are a marker, the footer and the end-of-stream marker (VMware Virtual
  /// Disk Format, Stream-Optimized Compressed Sparse Extents).
  func footerDirectoryOffset(_ file: any File, fileSize: Int) throws -> Int {
    let start = fileSize - Self.footerSize
    guard start >= Self.length else {
      throw PcoccError.truncatedImage(file.path, "the VMDK footer is missing")
    }
    func sector(_ index: Int) throws -> HeaderFields {
      HeaderFields(
        bytes: try file.bytes(at: start + index * Self.length, count: Self.length), order: .little,
        path: file.path)
    }
    let (marker, end) = (try sector(0), try sector(2))
    // Each marker: sectors that follow, 0, type.
    guard try marker.uint64(0) == 1, try marker.uint32(8) == 0,
      try marker.uint32(12) == Self.footerMarkerType, end.bytes.allSatisfy({ $0 == 0 })
    else {
      throw PcoccError.truncatedImage(file.path, "the VMDK does not end in footer and end marker")
    }
    let footer = try VmdkSparseHeader(sector(1))
    var expected = self
    expected.directoryOffset = footer.directoryOffset
    expected.hasFooter = false
    guard footer == expected else {
      throw PcoccError.corruptImage(file.path, "VMDK header and footer contradict each other")
    }
    return footer.directoryOffset
  }
}
