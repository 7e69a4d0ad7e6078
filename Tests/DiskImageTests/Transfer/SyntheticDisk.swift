import FileSupport
import Synchronization

@testable import DiskImage

/// A disk without a file: every stored byte tells its sector's place on the disk.
final class SyntheticDisk: DiskReader {
  let format = DiskFormat.raw
  let virtualSize: Int
  let clusterSize: Int
  /// Called before each read.
  let willFill: @Sendable (Extent) throws -> Void

  private let extents: [Extent]
  private let counts = Mutex(Counts())

  struct Counts: Sendable {
    /// Questions for extents.
    var questions = 0
    var reads = 0
    /// Bytes that were read.
    var bytes = 0
  }

  /// A disk of pieces of the given lengths, each of which is told as a whole.
  init(
    _ pieces: [(Int, Extent.Content)], clusterSize: Int = 64 << 10,
    willFill: @escaping @Sendable (Extent) throws -> Void = { _ in }
  ) {
    var end = 0
    extents = pieces.map { length, content in
      end += length
      return Extent(range: end - length..<end, content: content)
    }
    virtualSize = end
    self.clusterSize = clusterSize
    self.willFill = willFill
  }

  var soFar: Counts { counts.withLock { $0 } }

  func extent(at offset: Int) throws -> Extent {
    counts.withLock { $0.questions += 1 }
    var (low, high) = (0, extents.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if extents[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return extents[low].clamped(to: offset..<extents[low].range.upperBound)
  }

  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    try willFill(extent)
    counts.withLock {
      $0.reads += 1
      $0.bytes += buffer.count
    }
    guard extent.isStored else {
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      return
    }
    Self.fill(buffer, from: extent.range.lowerBound)
  }

  /// The bytes of a range as a reader delivers them.
  static func bytes(_ range: Range<Int>) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: range.count)
    result.withUnsafeMutableBytes { fill($0, from: range.lowerBound) }
    return result
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int) {
    var position = 0
    while position < buffer.count {
      let sector = (offset + position) / 512
      let end = min((sector + 1) * 512 - offset, buffer.count)
      UnsafeMutableRawBufferPointer(rebasing: buffer[position..<end])
        .initializeMemory(as: UInt8.self, repeating: UInt8(sector % 255 + 1))
      position = end
    }
  }

  func willRead(_ extent: Extent) {}
}
