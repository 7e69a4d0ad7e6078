import FileSupport
import SystemPackage
import Testing

/// Disks for the tests of writers.
struct SampleDisk: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var size: Int
  /// What is written, by offset.
  var pieces: [Int: [UInt8]] = [:]

  static func all(clusterSize: Int) -> [SampleDisk] {
    [
      SampleDisk(testDescription: "empty", size: 0),
      sector, odd, dense, zeros, alternating(clusterSize), sparse, below4G, above8G,
    ]
  }

  private static let sector = SampleDisk(
    testDescription: "sector", size: 512, pieces: [0: DiskSamples.text(512)])

  private static let odd = SampleDisk(
    testDescription: "not whole sectors", size: 1 << 20 + 513,
    pieces: [0: DiskSamples.text(1 << 20) + DiskSamples.random(513)])

  private static let dense = SampleDisk(
    testDescription: "dense", size: 3 << 20,
    pieces: [0: DiskSamples.random(3 << 19) + DiskSamples.text(3 << 19)])

  private static let zeros = SampleDisk(
    testDescription: "written zeros", size: 3 << 20,
    pieces: [0: [UInt8](repeating: 0, count: 3 << 20)])

  static let sparse = SampleDisk(
    testDescription: "sparse", size: 5 << 30,
    pieces: [
      0: DiskSamples.text(300_000), 4 << 30 - 70_000: DiskSamples.random(140_000),
      5 << 30 - 100_000: DiskSamples.text(100_000),
    ])

  private static let below4G = SampleDisk(
    testDescription: "sparse, 3 GiB", size: 3 << 30,
    pieces: [0: DiskSamples.text(70_000), 3 << 30 - 70_000: DiskSamples.random(70_000)])

  private static let above8G = SampleDisk(
    testDescription: "sparse, 9 GiB", size: 9 << 30,
    pieces: [
      0: DiskSamples.text(70_000), 4 << 30 - 5000: DiskSamples.random(70_000),
      9 << 30 - 70_000: DiskSamples.text(70_000),
    ])

  /// Data, zeros, data, zeros; of the data every other is text and random.
  private static func alternating(_ clusterSize: Int) -> SampleDisk {
    let count = max(8, min(64, 1 << 20 / clusterSize))
    var disk = SampleDisk(testDescription: "alternating", size: count * clusterSize)
    for cluster in stride(from: 0, to: count, by: 4) {
      disk.pieces[cluster * clusterSize] = DiskSamples.text(clusterSize)
      disk.pieces[(cluster + 2) * clusterSize] = DiskSamples.random(clusterSize)
    }
    return disk
  }

  func write(to path: FilePath) throws {
    try LocalFileSystem().createFile(path, size: size, pieces: pieces)
  }
}
