internal import CZstd
internal import FileSupport

/// Unpacks Zstandard files (RFC 8878), which may consist of several frames.
final class ZstandardUnpacker: StreamUnpacker {
  private let state: OpaquePointer
  private(set) var isComplete = false

  /// Bits of the largest window: what the program's `--ultra -22` writes wants twice as much.
  private static let windowBits: Int32 = 26

  init() throws {
    guard let state = ZSTD_createDCtx() else { throw PcoccError.noMemory(to: "decompress") }
    self.state = state
    ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, Self.windowBits)
  }

  deinit { ZSTD_freeDCtx(state) }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, delivered: Int)? {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let rest = ZSTD_decompressStream(state, &target, &source)
    guard ZSTD_isError(rest) == 0 else { return nil }
    // At the end of a frame a call without bytes tells how many the next one would begin with.
    if source.pos > 0 || target.pos > 0 { isComplete = rest == 0 }
    return (source.pos, target.pos)
  }
}
