internal import CZstd
internal import FileSupport

/// Packs into Zstandard frames (RFC 8878).
///
/// Unchecked, because `ClusterCompressorPool` never hands one to two threads.
final class ZstandardCompressor: ClusterCompressor, @unchecked Sendable {
  private let state: OpaquePointer

  /// 0 stands for the library's own choice.
  private static let level: Int32 = 0

  init() throws {
    guard let state = ZSTD_createCCtx() else { throw PcoccError.noMemory(to: "compress") }
    self.state = state
  }

  deinit { ZSTD_freeCCtx(state) }

  func compress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    let count = ZSTD_compressCCtx(
      state, output.baseAddress, output.count, input.baseAddress, input.count, Self.level)
    return ZSTD_isError(count) == 0 ? count : nil
  }
}
