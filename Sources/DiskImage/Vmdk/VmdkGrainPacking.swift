/// Packs grains as stream-optimised images have them: a marker, a zlib stream, and zeros up to the
/// end of the sector.
struct VmdkGrainPacking: ClusterPacking {
  let grainSize: Int
  /// Bytes of the disk; what the last grain has beyond them is not packed.
  let capacity: Int

  var maximumSize: Int {
    let size = VmdkGrains.markerSize + ZlibCompressor.maximumSize(of: grainSize)
    return size.dividedRoundingUp(by: 512) * 512
  }

  func makeCompressor() throws -> any ClusterCompressor { try ZlibCompressor() }

  func pack(
    _ cluster: UnsafeRawBufferPointer, number: Int, _ compressor: any ClusterCompressor,
    into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    let offset = number * grainSize
    let content = UnsafeRawBufferPointer(rebasing: cluster.prefix(capacity - offset))
    let room = UnsafeMutableRawBufferPointer(rebasing: output[VmdkGrains.markerSize...])
    guard let count = compressor.compress(content, into: room) else { return nil }
    var marker = HeaderBytes(count: VmdkGrains.markerSize, order: .little)
    marker.put(UInt64(offset / 512), at: 0)
    marker.put(UInt32(count), at: 8)
    output.copyBytes(from: marker.bytes)
    let end = VmdkGrains.markerSize + count
    let padded = end.dividedRoundingUp(by: 512) * 512
    UnsafeMutableRawBufferPointer(rebasing: output[end..<padded])
      .initializeMemory(as: UInt8.self, repeating: 0)
    return padded
  }
}
