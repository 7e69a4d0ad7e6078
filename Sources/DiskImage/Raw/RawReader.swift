public import FileSupport
internal import SystemPackage

/// Reads a raw image: the bytes of the file are those of the disk.
public final class RawReader: DiskReader {
  public let format = DiskFormat.raw
  public let virtualSize: Int
  /// Bytes of the blocks that file systems keep as holes.
  public let clusterSize = 4096

  private let file: any File

  /// Smaller holes are taken for data, which reads as zeros: finding them costs more than it saves.
  private static let smallestHole = 64 << 10
  private static let longestExtent = 64 << 20

  /// - Parameter file: read as it is, of any length.
  public init(file: any File) throws {
    self.file = file
    virtualSize = try file.status().size
  }

  public func extent(at offset: Int) throws -> Extent {
    guard let data = try file.nextData(from: offset), data < virtualSize else {
      // Behind the end of a file is no data either.
      try requireWhole()
      return Extent(range: offset..<virtualSize, content: .unallocated)
    }
    guard data <= offset else { return Extent(range: offset..<data, content: .unallocated) }
    return Extent(
      range: offset..<(try endOfData(from: offset)), content: .plain(fileOffset: offset))
  }

  private func requireWhole() throws {
    let size = try file.status().size
    guard size >= virtualSize else {
      throw PcoccError.truncatedImage(
        file.path, "the file shrank from \(virtualSize) to \(size) bytes while it was read")
    }
  }

  private func endOfData(from offset: Int) throws -> Int {
    // The file may have changed since data was found here.
    var end = max(try file.nextHole(from: offset), offset + 1)
    while end < virtualSize, end - offset < Self.longestExtent,
      let data = try file.nextData(from: end), data - end < Self.smallestHole
    {
      end = max(try file.nextHole(from: data), end + 1)
    }
    return min(end, virtualSize)
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    switch extent.content {
    case .plain(let offset): try file.readFully(into: buffer, at: offset)
    case .unallocated, .zero, .compressed:
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
    }
  }

  public func willRead(_ extent: Extent) {
    guard case .plain(let offset) = extent.content else { return }
    file.willRead(offset..<offset + extent.range.count)
  }
}
