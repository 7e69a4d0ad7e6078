public import FileSupport
internal import SystemPackage

/// Reads the disk of a VMDK image, one in a single file or in several (VMware Virtual Disk Format
/// 1.1).
public final class VmdkReader: DiskReader {
  public let format = DiskFormat.vmdk
  /// Bytes of the disk, whole sectors of 512.
  public let virtualSize: Int
  /// Bytes of the largest grains of all extents.
  public let clusterSize: Int

  /// In order, without gaps.
  private let parts: [VmdkPart]

  /// Opens an image that is complete in one file, and checks its header.
  ///
  /// - Throws: `corrupt` or `unsupported` where it is not one that can be read, such as a
  ///   descriptor whose extents are other files.
  public convenience init(file: any File) throws {
    let header = try VmdkHeader(file: file)
    try header.validateForReading(path: file.path)
    try self.init(header, file) { _ in file }
  }

  /// Opens an image whose extents may be files beside its descriptor, and checks all headers.
  ///
  /// - Parameter openExtent: opens a file in the descriptor's folder by its name, which has no
  ///   separators and is neither `.` nor `..`. It should follow no links.
  /// - Throws: `corrupt` or `unsupported` where it is not one that can be read; what `openExtent`
  ///   throws.
  public convenience init(
    file: any File, openingExtents openExtent: (String) throws -> any File
  ) throws {
    let header = try VmdkHeader(file: file)
    let refusals = header.refusals(path: file.path, allowingExtents: true)
    if let refusal = refusals.first { throw refusal }
    try self.init(header, file, openExtent)
  }

  private init(
    _ header: VmdkHeader, _ file: any File, _ openExtent: (String) throws -> any File
  ) throws {
    if let sparse = header.sparse {
      parts = [VmdkPart(range: 0..<sparse.capacity, reader: try VmdkSparseReader(file, sparse))]
    } else {
      parts = try VmdkPart.parts(of: header.descriptor?.extents ?? [], openExtent)
    }
    virtualSize = header.virtualSize
    clusterSize = parts.compactMap { $0.reader?.clusterSize }.max() ?? 4096
  }

  public func extent(at offset: Int) throws -> Extent {
    try part(at: offset).extent(at: offset)
  }

  /// Two extents in a row may have been joined to one, though they lie in different files.
  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    var offset = extent.range.lowerBound
    while offset < extent.range.upperBound {
      let part = part(at: offset)
      let range = offset..<min(part.range.upperBound, extent.range.upperBound)
      let start = offset - extent.range.lowerBound
      try part.read(
        extent.clamped(to: range),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + range.count]))
      offset = range.upperBound
    }
  }

  public func willRead(_ extent: Extent) {
    let part = part(at: extent.range.lowerBound)
    part.willRead(extent.clamped(to: extent.range.clamped(to: part.range)))
  }

  public func validate() throws {
    for part in parts { try part.reader?.validate() }
  }

  private func part(at offset: Int) -> VmdkPart {
    var (low, high) = (0, parts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if parts[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return parts[low]
  }
}
