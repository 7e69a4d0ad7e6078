internal import FileSupport
internal import SystemPackage

extension VmdkSparseHeader {
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
    guard marker.bytes.prefix(16) == VmdkMarker(kind: .footer, sectors: 1).encoded().prefix(16),
      end.bytes == VmdkMarker(kind: .endOfStream, sectors: 0).encoded()
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
