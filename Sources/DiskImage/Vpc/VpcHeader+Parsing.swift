internal import FileSupport
internal import SystemPackage

extension VpcHeader {
  /// Reads and checks footer and headers of `file`.
  ///
  /// Of dynamic images both copies of the footer have to be there and to agree: where they do not,
  /// the file was cut or written to by a program that did not finish.
  ///
  /// - Throws: `corrupt` where a field breaks the specification's rules or the file ends too early,
  ///   `unsupported` for other versions and kinds.
  init(file: any File) throws {
    let size = try file.status().size
    let end = size - VpcFooter.length
    guard end >= 0 else {
      throw PcoccError.truncatedImage(
        file.path, "the file of \(size) bytes is too short for a VHD footer")
    }
    let tail = try file.vpcFields(at: end, count: VpcFooter.length)
    let head = try file.vpcFields(at: 0, count: VpcFooter.length)
    if head.bytes.starts(with: VpcFooter.cookie.utf8) {
      footer = try Self.footer(head: head, tail: tail)
      try validateDisk(file.path)
      dynamic = try dynamicHeader(file, end: end)
    } else {
      footer = try VpcFooter(tail)
      try validateDisk(file.path)
      try validateFixed(file.path, end: end)
    }
  }

  /// The footer of an image that begins with a copy of it.
  private static func footer(head: HeaderFields, tail: HeaderFields) throws -> VpcFooter {
    let footer = try VpcFooter(head)
    guard footer.kind != .fixed else {
      throw PcoccError.corruptImage(head.path, "a fixed VHD that begins with a footer")
    }
    guard tail.bytes.starts(with: VpcFooter.cookie.utf8) else {
      throw PcoccError.truncatedImage(head.path, "the VHD footer at the end is missing")
    }
    guard try VpcFooter(tail) == footer else {
      throw PcoccError.corruptImage(
        head.path, "the VHD footers at the start and at the end contradict each other")
    }
    return footer
  }

  private func validateDisk(_ path: FilePath) throws {
    guard footer.version >> 16 == 1 else {
      throw PcoccError.unsupportedImage(path, "VHD version \(footer.version >> 16)")
    }
    guard footer.currentSize % 512 == 0 else {
      throw PcoccError.corruptImage(
        path, "disk size \(footer.currentSize) is not a multiple of 512")
    }
    guard virtualSize > 0 || footer.currentSize == 0 else {
      throw PcoccError.corruptImage(
        path, "a disk of \(footer.currentSize) bytes with a geometry of none")
    }
    guard virtualSize <= Self.maximumSize else {
      throw PcoccError.corruptImage(
        path, "disk size \(virtualSize), more than the \(Self.maximumSize) of a VHD")
    }
  }

  private func validateFixed(_ path: FilePath, end: Int) throws {
    guard footer.kind == .fixed else {
      throw PcoccError.corruptImage(
        path, "a \(footer.kind) VHD that does not begin with a copy of its footer")
    }
    guard max(virtualSize, footer.currentSize) <= end else {
      throw PcoccError.truncatedImage(
        path, "\(end) bytes before the VHD footer for a disk of \(virtualSize)")
    }
  }

  private func dynamicHeader(_ file: any File, end: Int) throws -> VpcDynamicHeader {
    guard let offset = footer.dataOffset, offset >= VpcFooter.length else {
      throw PcoccError.corruptImage(file.path, "the VHD footer does not tell where the header is")
    }
    guard offset.isInside(end, length: VpcDynamicHeader.length) else {
      throw PcoccError.truncatedImage(
        file.path, "VHD dynamic header at \(offset) lies outside the file")
    }
    let header = try VpcDynamicHeader(
      file.vpcFields(at: offset, count: VpcDynamicHeader.length))
    try validateTable(header, file.path, headerOffset: offset, end: end)
    return header
  }

  private func validateTable(
    _ header: VpcDynamicHeader, _ path: FilePath, headerOffset: Int, end: Int
  ) throws {
    // At most (2^32 - 1) * 2^31.
    let capacity = header.blockCount * header.blockSize
    guard virtualSize <= capacity else {
      throw PcoccError.corruptImage(
        path, "disk size \(virtualSize), more than the \(capacity) bytes of its blocks")
    }
    guard header.tableOffset.isInside(end, length: header.tableSize) else {
      throw PcoccError.truncatedImage(
        path,
        "block allocation table of \(header.tableSize) bytes at \(header.tableOffset) lies outside"
          + " the file")
    }
    let table = header.tableOffset..<header.tableOffset + header.tableSize
    let dynamic = headerOffset..<headerOffset + VpcDynamicHeader.length
    guard table.lowerBound >= VpcFooter.length, !table.overlaps(dynamic) else {
      throw PcoccError.corruptImage(
        path, "block allocation table at \(header.tableOffset) lies over a header")
    }
  }
}

extension File {
  fileprivate func vpcFields(at offset: Int, count: Int) throws -> HeaderFields {
    HeaderFields(bytes: try bytes(at: offset, count: count), order: .big, path: path)
  }
}
