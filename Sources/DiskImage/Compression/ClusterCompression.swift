/// How the compressed clusters of a qcow2 image are packed (qcow2 specification, Header,
/// compression_type, whose values the raw ones are).
public enum ClusterCompression: UInt8, Sendable, CaseIterable {
  /// Raw deflate, without the header and checksum of zlib's own format.
  case zlib = 0
  /// Zstandard frames.
  case zstd = 1

  func makeDecompressor() throws -> any ClusterDecompressor {
    switch self {
    case .zlib: try DeflateDecompressor()
    case .zstd: try ZstandardDecompressor()
    }
  }

  /// A lower limit of the bytes that a cluster of `size` bytes can be packed into.
  func minimumSize(ofCluster size: Int) -> Int {
    switch self {
    // RFC 1951: two bits give 258 bytes at most.
    case .zlib: max(1, size / 1032)
    // RFC 8878: a frame has a header of six bytes, and four give a block of 128 KiB at most.
    case .zstd: 6 + 4 * size.dividedRoundingUp(by: 128 << 10)
    }
  }
}
