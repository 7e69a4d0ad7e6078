internal import FileSupport

/// Reads and unpacks single clusters; one thread at a time uses it.
///
/// Unchecked, because `ClusterDecoderPool` never hands one to two threads.
final class ClusterDecoder: @unchecked Sendable {
  private let decompressor: any ClusterDecompressor
  private let clusterSize: Int
  private var packed: [UInt8] = []
  private var cluster: [UInt8] = []

  init(_ decompressor: any ClusterDecompressor, clusterSize: Int) {
    self.decompressor = decompressor
    self.clusterSize = clusterSize
  }

  /// Fills `buffer` with the bytes from `skip` on of the cluster packed at `range` of `file`;
  /// false where that range does not hold a cluster.
  func read(
    _ range: Range<Int>, of file: any File, skip: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws -> Bool {
    if packed.count < range.count { packed = [UInt8](repeating: 0, count: range.count) }
    return try packed.withUnsafeMutableBytes { packed in
      let input = UnsafeMutableRawBufferPointer(rebasing: packed[..<range.count])
      try file.readFully(into: input, at: range.lowerBound)
      return unpack(UnsafeRawBufferPointer(input), skip: skip, into: buffer)
    }
  }

  private func unpack(
    _ input: UnsafeRawBufferPointer, skip: Int, into buffer: UnsafeMutableRawBufferPointer
  ) -> Bool {
    if buffer.count == clusterSize { return decompressor.decompress(input, into: buffer) }
    if cluster.isEmpty { cluster = [UInt8](repeating: 0, count: clusterSize) }
    return cluster.withUnsafeMutableBytes { cluster in
      guard decompressor.decompress(input, into: cluster) else { return false }
      buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: cluster[skip..<skip + buffer.count]))
      return true
    }
  }
}
