internal import CDeflate
internal import FileSupport

/// Unpacks zlib streams (RFC 1950), whose checksum has to be right.
final class ZlibDecompressor: ClusterDecompressor {
  private let state: OpaquePointer

  init() throws {
    guard let state = libdeflate_alloc_decompressor() else {
      throw PcoccError.noMemory(to: "decompress")
    }
    self.state = state
  }

  deinit { libdeflate_free_decompressor(state) }

  func decompress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    libdeflate_zlib_decompress(
      state, input.baseAddress, input.count, output.baseAddress, output.count, nil)
      == LIBDEFLATE_SUCCESS
  }
}
