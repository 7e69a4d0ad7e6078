internal import CDeflate
internal import FileSupport

/// Packs into zlib streams (RFC 1950).
///
/// Unchecked, because `ClusterCompressorPool` never hands one to two threads.
final class ZlibCompressor: ClusterCompressor, @unchecked Sendable {
  private let state: OpaquePointer
  /// The number of zlib's own choice, at which libdeflate takes half the time that zlib does.
  private static let level: Int32 = 6

  init() throws {
    guard let state = libdeflate_alloc_compressor(Self.level) else {
      throw PcoccError.noMemory(to: "compress")
    }
    self.state = state
  }

  deinit { libdeflate_free_compressor(state) }

  /// The most bytes that `count` bytes become.
  static func maximumSize(of count: Int) -> Int { libdeflate_zlib_compress_bound(nil, count) }

  func compress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    let count = libdeflate_zlib_compress(
      state, input.baseAddress, input.count, output.baseAddress, output.count)
    return count > 0 ? count : nil
  }
}
