internal import CZlib
internal import FileSupport

/// Unpacks gzip files (RFC 1952), which may consist of several members.
final class GzipUnpacker: StreamUnpacker {
  /// zlib keeps the address of the stream and compares it, so it has to stay the same.
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isComplete = false

  /// Added to the window bits, it asks for the header and the checksum of gzip.
  private static let gzip: Int32 = 16

  init() throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, MAX_WBITS + Self.gzip, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      throw PcoccError.noMemory(to: "decompress")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (taken: Int, delivered: Int)? {
    if isComplete {
      // Tapes and some tools fill the last block up with zeros.
      if input.isZero { return (input.count, 0) }
      guard inflateReset(stream) == Z_OK else { return nil }
      isComplete = false
    }
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.assumingMemoryBound(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
    isComplete = status == Z_STREAM_END
    return (
      input.count - Int(stream.pointee.avail_in), output.count - Int(stream.pointee.avail_out)
    )
  }
}
