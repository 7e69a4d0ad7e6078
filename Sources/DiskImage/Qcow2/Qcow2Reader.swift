public import FileSupport
internal import SystemPackage

/// Reads the disk of a qcow2 image (qcow2 specification, versions 2 and 3).
///
/// The tables are read piece by piece when they are needed. Beyond the header nothing is checked
/// ahead: see `Qcow2Check` for the image as a whole.
public final class Qcow2Reader: DiskReader {
  public let format = DiskFormat.qcow2
  /// Bytes of the disk, whole sectors of 512.
  public let virtualSize: Int
  public let clusterSize: Int

  /// The name of the backing file as it stands in the header; nil where there is none.
  public var backingName: String? { header.backingName }

  /// The format that the header declares the backing file to have; nil where it declares none.
  public var backingFormat: String? { header.extensions.backingFormat }

  let header: Qcow2Header
  let layout: Qcow2Layout
  let file: any File
  let fileSize: Int
  let tables: TableCache<UInt64>
  let l1: PagedTable<UInt64>
  private let decoders: ClusterDecoderPool

  /// Opens an image and checks its header.
  ///
  /// - Parameters:
  ///   - allowingBacking: takes an image with a backing file; its own clusters are read, and what
  ///     shows through is `unallocated`.
  ///   - tableCacheSize: bytes of its tables that stay in memory at most, but a few pages always do.
  /// - Throws: `corrupt` or `unsupported` where the header is not one that can be read.
  public init(
    file: any File, allowingBacking: Bool = false, tableCacheSize: Int = 4 << 20
  ) throws {
    header = try Qcow2Header(file: file)
    try header.validateForReading(path: file.path, allowingBacking: allowingBacking)
    self.file = file
    fileSize = try file.status().size
    layout = header.layout
    virtualSize = header.virtualSize
    clusterSize = layout.clusterSize
    tables = TableCache(file, .big, pageSize: layout.pageSize, size: tableCacheSize)
    l1 = PagedTable(
      tables, at: header.l1Offset, count: layout.l1Entries(forDiskSize: header.virtualSize))
    decoders = ClusterDecoderPool(
      clusterSize: layout.clusterSize, makeDecompressor: header.compression.makeDecompressor)
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    guard case .compressed(let offset, let length, let skip) = extent.content else {
      return try file.read(extent, into: buffer)
    }
    guard
      try decoders.read(offset..<offset + length, of: file, skip: skip, into: buffer)
    else {
      throw PcoccError.corruptImage(
        file.path, "compressed data at \(offset) does not give a whole cluster")
    }
  }

  public func willRead(_ extent: Extent) { file.willRead(extent) }
}
