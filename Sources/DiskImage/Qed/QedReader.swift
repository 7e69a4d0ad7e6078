public import FileSupport
internal import SystemPackage

/// Reads the disk of a QED image (QED specification).
///
/// One that was not closed properly is read as well: that leaves clusters which nothing points to,
/// and every offset is checked anyway.
public final class QedReader: DiskReader {
  public let format = DiskFormat.qed
  /// Bytes of the disk, whole sectors of 512.
  public let virtualSize: Int
  public let clusterSize: Int

  private let clusters: QedClusters
  private let file: any File

  /// Opens an image and checks its header.
  ///
  /// - Throws: `corrupt` or `unsupported` where the header is not one that can be read.
  public init(file: any File) throws {
    let header = try QedHeader(file: file)
    try header.validateForReading(path: file.path)
    self.file = file
    virtualSize = header.virtualSize
    clusterSize = header.clusterSize
    clusters = QedClusters(file, header, fileSize: try file.status().size)
  }

  public func extent(at offset: Int) throws -> Extent { try clusters.extent(at: offset) }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(extent, into: buffer)
  }

  public func willRead(_ extent: Extent) { file.willRead(extent) }

  public func validate() throws { try clusters.validate() }
}
