internal import FileSupport
internal import SystemPackage

/// A part of a disk that is one extent of its descriptor.
struct VmdkPart: Sendable {
  /// Bytes of the disk.
  var range: Range<Int>
  /// Reads the part as a disk of its own; nil where it is all zeros.
  var reader: (any DiskReader)?

  func extent(at offset: Int) throws -> Extent {
    guard let reader else { return Extent(range: offset..<range.upperBound, content: .unallocated) }
    return try reader.extent(at: offset - range.lowerBound).moved(by: range.lowerBound)
  }

  /// - Parameter extent: one of this part, by its place on the disk.
  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    guard let reader else {
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      return
    }
    try reader.read(extent.moved(by: -range.lowerBound), into: buffer)
  }

  func willRead(_ extent: Extent) { reader?.willRead(extent.moved(by: -range.lowerBound)) }
}

extension VmdkPart {
  /// The parts that the extents of a descriptor make, each one's file opened and its header checked.
  static func parts(
    of extents: [VmdkExtent], _ openExtent: (String) throws -> any File
  ) throws -> [VmdkPart] {
    var end = 0
    return try extents.map { extent in
      end += extent.size
      let reader = try extent.fileName.map { try Self.reader(of: extent, openExtent($0)) }
      return VmdkPart(range: end - extent.size..<end, reader: reader)
    }
  }

  private static func reader(of extent: VmdkExtent, _ file: any File) throws -> any DiskReader {
    guard extent.kind == .sparse else {
      let size = try file.status().size
      guard extent.offset.isInside(size, length: extent.size) else {
        throw PcoccError.truncatedImage(
          file.path,
          "a VMDK extent of \(extent.size) bytes at \(extent.offset) of a file of \(size)")
      }
      return RawReader(file: file, part: extent.offset..<extent.offset + extent.size)
    }
    let header = try VmdkSparseHeader(file: file)
    if let refusal = VmdkHeader.flagRefusals(header.flags, file.path).first { throw refusal }
    guard header.capacity == extent.size, extent.offset == 0 else {
      throw PcoccError.corruptImage(
        file.path,
        "a VMDK extent of \(header.capacity) bytes, where the descriptor has \(extent.size)")
    }
    return try VmdkSparseReader(file, header)
  }
}

extension Extent {
  /// The same content elsewhere on a disk.
  fileprivate func moved(by distance: Int) -> Extent {
    Extent(
      range: range.lowerBound + distance..<range.upperBound + distance, content: content,
      layer: layer)
  }
}
