public import FileSupport
public import SystemPackage

/// A file in memory that is only read; beyond `bytes` it holds zeros up to `size`.
public final class BytesFile: File {
  public let path: FilePath
  private let bytes: [UInt8]
  private let size: Int

  public init(_ bytes: [UInt8], size: Int? = nil, path: FilePath = "image.qcow2") {
    self.path = path
    self.bytes = bytes
    self.size = size ?? bytes.count
  }

  public func status() throws -> FileStatus {
    FileStatus(
      kind: .regular, size: size, allocated: bytes.count, mode: 0o444, linkCount: 1, userID: 0,
      groupID: 0, device: 0, inode: 0, modified: 0)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    guard offset >= 0, offset < size else { return 0 }
    let count = min(buffer.count, size - offset)
    let stored = max(0, min(count, bytes.count - offset))
    bytes.withUnsafeBytes { bytes in
      if stored > 0 {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + stored]))
      }
    }
    UnsafeMutableRawBufferPointer(rebasing: buffer[stored..<count])
      .initializeMemory(as: UInt8.self, repeating: 0)
    return count
  }

  public func nextData(from offset: Int) throws -> Int? { offset < size ? offset : nil }
  public func nextHole(from offset: Int) throws -> Int { size }
  public func willRead(_ range: Range<Int>) {}
  public func setAccess(_ access: FileAccess) throws {}
  public func synchronize() throws {}
  public func close() throws {}
  public func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws { throw notWritable }
  public func resize(to size: Int) throws { throw notWritable }

  private var notWritable: PcoccError { PcoccError(.readOnly, "is only read", path: path) }
}
