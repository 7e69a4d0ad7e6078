internal import CZlib
internal import FileSupport

/// Packs into raw deflate streams (RFC 1951).
///
/// Unchecked, because `ClusterCompressorPool` never hands one to two threads.
final class DeflateCompressor: ClusterCompressor, @unchecked Sendable {
  /// zlib keeps the address of the stream and compares it, so it has to stay the same.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Readers of qcow2 images have a window of 4 KiB.
  private static let windowBits: Int32 = 12
  private static let maximumMemoryLevel: Int32 = 9
  /// A quarter faster than zlib's own choice, 6, which is QEMU's too, and one to two percent larger with
  /// programs and text.
  private static let level: Int32 = 4

  init() throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Negative window bits: no header and no checksum.
    let status = deflateInit2_(
      stream, Self.level, Z_DEFLATED, -Self.windowBits, Self.maximumMemoryLevel,
      Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw PcoccError.noMemory(to: "compress")
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func compress(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    guard deflateReset(stream) == Z_OK else { return nil }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    guard deflate(stream, Z_FINISH) == Z_STREAM_END else { return nil }
    return output.count - Int(stream.pointee.avail_out)
  }
}
