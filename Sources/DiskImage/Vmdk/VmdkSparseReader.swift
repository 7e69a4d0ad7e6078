internal import FileSupport
internal import SystemPackage

/// Reads a sparse extent, which is a whole disk or a part of one.
final class VmdkSparseReader: DiskReader {
  let format = DiskFormat.vmdk
  private let grains: VmdkGrains
  private let decoders: ClusterDecoderPool
  /// For the last grain, where the disk has not all of it: most programs pack no more than that.
  private let lastDecoders: ClusterDecoderPool

  /// - Parameter header: that of `file`, fit for reading.
  init(_ file: any File, _ header: VmdkSparseHeader) throws {
    grains = VmdkGrains(file, header, fileSize: try file.status().size)
    decoders = ClusterDecoderPool(
      clusterSize: header.grainSize, makeDecompressor: ZlibDecompressor.init)
    lastDecoders = ClusterDecoderPool(
      clusterSize: header.capacity % header.grainSize, makeDecompressor: ZlibDecompressor.init)
  }

  var virtualSize: Int { grains.header.capacity }
  var clusterSize: Int { grains.header.grainSize }

  func extent(at offset: Int) throws -> Extent { try grains.extent(at: offset) }

  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    guard case .compressed(let offset, let length, let skip) = extent.content else {
      return try grains.file.read(extent, into: buffer)
    }
    let range = offset..<offset + length
    if try decoders.read(range, of: grains.file, skip: skip, into: buffer) { return }
    let isCut = extent.range.lowerBound >= virtualSize - virtualSize % clusterSize
    guard isCut, try lastDecoders.read(range, of: grains.file, skip: skip, into: buffer) else {
      throw PcoccError.corruptImage(
        grains.file.path, "compressed data at \(offset) does not give a whole grain")
    }
  }

  func willRead(_ extent: Extent) { grains.file.willRead(extent) }

  func validate() throws { try grains.validate() }
}
