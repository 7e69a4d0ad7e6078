import TestSupport

@testable import DiskImage

/// Small disks of blocks that hold one of a few values each, and changed copies of them.
struct RandomDisks {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// The bytes of a disk, of any number of sectors up to 1 MiB or so.
  mutating func disk() -> [UInt8] {
    var bytes: [UInt8] = []
    let size = Int.random(in: 0...2100, using: &generator) * 512
    while bytes.count < size {
      let length = [512, 4096, 65536, 200_000].randomElement(using: &generator) ?? 512
      let value = UInt8.random(in: 0...3, using: &generator)
      bytes += Array(repeating: value, count: min(length, size - bytes.count))
    }
    return bytes
  }

  /// The same disk with some changes, among them another size.
  mutating func changed(_ disk: [UInt8]) -> [UInt8] {
    var bytes = disk
    if Int.random(in: 0..<3, using: &generator) == 0 {
      let size = Int.random(in: 0...2100, using: &generator) * 512
      bytes = Array(bytes.prefix(size))
      bytes += Array(repeating: 0, count: size - bytes.count)
    }
    for _ in 0..<Int.random(in: 0..<4, using: &generator) where !bytes.isEmpty {
      let start = Int.random(in: bytes.indices, using: &generator)
      let end = min(start + Int.random(in: 1..<150_000, using: &generator), bytes.count)
      let value = UInt8.random(in: 0...3, using: &generator)
      for index in start..<end { bytes[index] = value }
    }
    return bytes
  }

  static func reader(_ bytes: [UInt8]) throws -> any DiskReader {
    try RawReader(file: BytesFile(bytes))
  }
}
