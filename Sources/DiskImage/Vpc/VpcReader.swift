public import FileSupport
internal import SystemPackage

/// Reads the disk of a VHD image, a fixed or a dynamic one (Virtual Hard Disk Image Format
/// Specification).
public final class VpcReader: DiskReader {
  public let format = DiskFormat.vpc
  /// Bytes of the disk, whole sectors of 512.
  public let virtualSize: Int
  public let clusterSize: Int

  private enum Content: Sendable {
    case fixed(RawReader)
    case dynamic(VpcBlocks)
  }

  private let content: Content
  private let file: any File

  /// Opens an image and checks its headers.
  ///
  /// - Throws: `corrupt` or `unsupported` where they are not ones that can be read.
  public init(file: any File) throws {
    let header = try VpcHeader(file: file)
    try header.validateForReading(path: file.path)
    self.file = file
    virtualSize = header.virtualSize
    if let dynamic = header.dynamic {
      let end = try file.status().size - VpcFooter.length
      content = .dynamic(VpcBlocks(file, header, dynamic, end: end))
      clusterSize = dynamic.blockSize
    } else {
      let reader = RawReader(file: file, part: 0..<header.virtualSize)
      content = .fixed(reader)
      clusterSize = reader.clusterSize
    }
  }

  public func extent(at offset: Int) throws -> Extent {
    switch content {
    case .fixed(let reader): try reader.extent(at: offset)
    case .dynamic(let blocks): try blocks.extent(at: offset)
    }
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(extent, into: buffer)
  }

  public func willRead(_ extent: Extent) { file.willRead(extent) }

  public func validate() throws {
    if case .dynamic(let blocks) = content { try blocks.validate() }
  }
}
