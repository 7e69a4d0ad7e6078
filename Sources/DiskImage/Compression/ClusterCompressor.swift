/// Packs one cluster after the other; keeps its working memory, so one thread at a time uses it.
protocol ClusterCompressor: AnyObject, Sendable {
  /// Packs `input` into `output`; returns how many bytes that took, or nil where there was not
  /// enough room.
  func compress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Int?
}

extension ClusterCompression {
  /// A compressor of the level that QEMU packs at where that is the library's own choice, as with zstd;
  /// with zlib of one that is faster and packs a little less.
  func makeCompressor() throws -> any ClusterCompressor {
    switch self {
    case .zlib: try DeflateCompressor()
    case .zstd: try ZstandardCompressor()
    }
  }
}
