internal import FileSupport

extension File {
  /// Fills `buffer` with the bytes of an extent that lies in this file as it is, or with zeros
  /// where nothing is stored.
  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    switch extent.content {
    case .plain(let offset): try readFully(into: buffer, at: offset)
    case .unallocated, .zero, .compressed:
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
    }
  }

  /// Tells the kernel that a stored extent will be read soon.
  func willRead(_ extent: Extent) {
    switch extent.content {
    case .unallocated, .zero: break
    case .plain(let offset): willRead(offset..<offset + extent.range.count)
    case .compressed(let offset, let length, _): willRead(offset..<offset + length)
    }
  }
}
