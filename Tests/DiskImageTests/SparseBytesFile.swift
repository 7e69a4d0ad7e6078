import FileSupport
import SystemPackage

/// A file in memory that is only read: pieces at their offsets, and zeros between them.
final class SparseBytesFile: File {
  let path: FilePath = "image"
  private let pieces: [Int: [UInt8]]
  private let size: Int

  init(pieces: [Int: [UInt8]], size: Int) {
    self.pieces = pieces
    self.size = size
  }

  func status() throws -> FileStatus {
    FileStatus(
      kind: .regular, size: size, allocated: 0, mode: 0o444, linkCount: 1, userID: 0, groupID: 0,
      device: 0, inode: 0, modified: 0)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    guard offset >= 0, offset < size else { return 0 }
    let range = offset..<offset + min(buffer.count, size - offset)
    UnsafeMutableRawBufferPointer(rebasing: buffer[..<range.count])
      .initializeMemory(as: UInt8.self, repeating: 0)
    for (start, bytes) in pieces {
      let part = range.clamped(to: start..<start + bytes.count)
      for position in part { buffer[position - offset] = bytes[position - start] }
    }
    return range.count
  }

  func nextData(from offset: Int) throws -> Int? { offset < size ? offset : nil }
  func nextHole(from offset: Int) throws -> Int { size }
  func willRead(_ range: Range<Int>) {}
  func setAccess(_ access: FileAccess) throws {}
  func synchronize() throws {}
  func close() throws {}
  func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws { throw notWritable }
  func resize(to size: Int) throws { throw notWritable }

  private var notWritable: PcoccError { PcoccError(.readOnly, "is only read", path: path) }
}
