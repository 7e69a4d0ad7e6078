import Synchronization

@testable import DiskImage

/// A disk that notes what is read of it.
final class WatchedDisk: DiskReader {
  let disk: any DiskReader
  let ranges = Ranges()

  final class Ranges: Sendable {
    private let list = Mutex<[Range<Int>]>([])
    var value: [Range<Int>] { list.withLock { $0 } }
    func add(_ range: Range<Int>) { list.withLock { $0.append(range) } }
  }

  init(_ disk: any DiskReader) { self.disk = disk }

  var format: DiskFormat { disk.format }
  var virtualSize: Int { disk.virtualSize }
  var clusterSize: Int { disk.clusterSize }
  func extent(at offset: Int) throws -> Extent { try disk.extent(at: offset) }
  func willRead(_ extent: Extent) {}

  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    ranges.add(extent.range)
    try disk.read(extent, into: buffer)
  }
}
