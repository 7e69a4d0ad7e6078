public import FileSupport
internal import SystemPackage

/// Reads a raw image: the bytes of the file are those of the disk.
public final class RawReader: DiskReader {
  public let format = DiskFormat.raw
  public let virtualSize: Int
  /// Bytes of the blocks that file systems keep as holes.
  public let clusterSize = 4096

  private let file: any File
  /// Where the disk begins in the file.
  private let start: Int

  /// Smaller holes are taken for data, which reads as zeros: finding them costs more than it saves.
  private static let smallestHole = 64 << 10
  private static let longestExtent = 64 << 20

  /// - Parameter file: read as it is, of any length.
  public convenience init(file: any File) throws {
    self.init(file: file, part: 0..<(try file.status().size))
  }

  /// - Parameter part: the bytes of the file that are the disk; all of them are there.
  init(file: any File, part: Range<Int>) {
    self.file = file
    start = part.lowerBound
    virtualSize = part.count
  }

  public func extent(at offset: Int) throws -> Extent {
    guard let data = try nextData(from: offset), data < virtualSize else {
      // Behind the end of a file is no data either.
      try requireWhole()
      return Extent(range: offset..<virtualSize, content: .unallocated)
    }
    guard data <= offset else { return Extent(range: offset..<data, content: .unallocated) }
    return Extent(
      range: offset..<(try endOfData(from: offset)), content: .plain(fileOffset: start + offset))
  }

  private func requireWhole() throws {
    let size = try file.status().size
    guard size >= start + virtualSize else {
      throw PcoccError.truncatedImage(
        file.path, "the file shrank from \(start + virtualSize) to \(size) bytes while it was read")
    }
  }

  private func nextData(from offset: Int) throws -> Int? {
    try file.nextData(from: start + offset).map { $0 - start }
  }

  private func nextHole(from offset: Int) throws -> Int {
    try file.nextHole(from: start + offset) - start
  }

  private func endOfData(from offset: Int) throws -> Int {
    // The file may have changed since data was found here.
    var end = max(try nextHole(from: offset), offset + 1)
    while end < virtualSize, end - offset < Self.longestExtent,
      let data = try nextData(from: end), data - end < Self.smallestHole
    {
      end = max(try nextHole(from: data), end + 1)
    }
    return min(end, virtualSize)
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    try file.read(extent, into: buffer)
  }

  public func willRead(_ extent: Extent) { file.willRead(extent) }
}
