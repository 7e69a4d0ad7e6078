/// A disk that holds nothing: on top of another one it gives that another size.
public struct EmptyDisk: DiskReader {
  public let format = DiskFormat.raw
  public let virtualSize: Int
  public let clusterSize = 512

  /// - Parameter virtualSize: bytes of the disk.
  public init(virtualSize: Int) { self.virtualSize = virtualSize }

  public func extent(at offset: Int) throws -> Extent {
    Extent(range: offset..<virtualSize, content: .unallocated)
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
  }

  public func willRead(_ extent: Extent) {}
}
