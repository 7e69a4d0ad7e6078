internal import CZstd
internal import FileSupport

/// Unpacks Zstandard frames (RFC 8878).
final class ZstandardDecompressor: ClusterDecompressor {
  private let state: OpaquePointer

  init() throws {
    guard let state = ZSTD_createDCtx() else { throw PcoccError.noMemory(to: "decompress") }
    self.state = state
  }

  deinit { ZSTD_freeDCtx(state) }

  /// Several frames may fill `output` together, with skippable ones between; the last has to end
  /// exactly where `output` does.
  ///
  /// Each frame is unpacked in one step with `output` as its window, so that no frame can ask for
  /// memory. One that wants a dictionary fails, because none is loaded.
  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var input = input
    var output = output
    while !output.isEmpty {
      let size = ZSTD_findFrameCompressedSize(input.baseAddress, input.count)
      guard ZSTD_isError(size) == 0 else { return false }
      let frame = UnsafeRawBufferPointer(rebasing: input[..<size])
      guard Self.isSupported(frame) else { return false }
      let filled = ZSTD_decompressDCtx(
        state, output.baseAddress, output.count, frame.baseAddress, frame.count)
      guard ZSTD_isError(filled) == 0 else { return false }
      input = UnsafeRawBufferPointer(rebasing: input[size...])
      output = UnsafeMutableRawBufferPointer(rebasing: output[filled...])
    }
    return true
  }

  /// Frames of this version of the format, with windows of at most 8 MiB: what RFC 8878, section
  /// 3.1.1.1.2, tells every decoder to take, and less than the limit of QEMU's.
  private static func isSupported(_ frame: UnsafeRawBufferPointer) -> Bool {
    guard frame.count >= 6 else { return false }
    let magic = UInt32(littleEndian: frame.loadUnaligned(as: UInt32.self))
    if magic & 0xffff_fff0 == 0x184d_2a50 { return true }
    guard magic == 0xfd2f_b528 else { return false }
    let isSingleSegment = frame[4] & 0x20 != 0
    return isSingleSegment || windowSize(descriptor: Int(frame[5])) <= 8 << 20
  }

  /// RFC 8878, section 3.1.1.1.2.
  private static func windowSize(descriptor: Int) -> Int {
    let base = 1024 << (descriptor >> 3)
    return base + base / 8 * (descriptor & 7)
  }
}
