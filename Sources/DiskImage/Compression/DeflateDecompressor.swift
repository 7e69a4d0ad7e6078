internal import CDeflate
internal import CZlib
internal import FileSupport

/// Unpacks raw deflate streams (RFC 1951).
final class DeflateDecompressor: ClusterDecompressor {
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
    let result = libdeflate_deflate_decompress(
      state, input.baseAddress, input.count, output.baseAddress, output.count, nil)
    switch result {
    case LIBDEFLATE_SUCCESS: return true
    case LIBDEFLATE_SHORT_OUTPUT: return false
    // The whole cluster may have come out of a stream that goes on or breaks off; QEMU takes that.
    default: return inflate(input, into: output)
    }
  }

  /// Slower, but stops where `output` is full.
  private func inflate(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var stream = z_stream()
    stream.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.avail_in = UInt32(clamping: input.count)
    stream.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.avail_out = UInt32(clamping: output.count)
    // zlib keeps the address of the stream and compares it, so it has to stay the same.
    return withUnsafeMutablePointer(to: &stream) { stream in
      let size = Int32(MemoryLayout<z_stream>.size)
      guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return false }
      defer { inflateEnd(stream) }
      let status = CZlib.inflate(stream, Z_FINISH)
      return stream.pointee.avail_out == 0 && (status == Z_STREAM_END || status == Z_BUF_ERROR)
    }
  }
}
