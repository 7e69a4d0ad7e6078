import FileSupport
import SystemPackage

@testable import DiskImage

/// Contents of disks, the same in every run.
enum DiskSamples {
  /// Bytes that no compression makes shorter.
  static func random(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var words = [UInt64](repeating: 0, count: count / 8 + 1)
    for index in words.indices { words[index] = generator.next() }
    return words.withUnsafeBytes { Array($0.prefix(count)) }
  }

  /// Bytes that become a tenth or less.
  static func text(_ count: Int) -> [UInt8] {
    let line = Array("a line of a log file, much like the one before it, 0123456789\n".utf8)
    var result: [UInt8] = []
    while result.count < count { result += line }
    return Array(result.prefix(count))
  }

  /// Somewhat more than 3 MiB of random bytes, text and zeros, in whole sectors.
  static let mixed: [UInt8] =
    random(1 << 20) + [UInt8](repeating: 0, count: 640 << 10) + text(1 << 20)
    + [UInt8](repeating: 0, count: 512 << 10) + random(512, seed: 2)
}

/// Marsaglia's xorshift: good enough for tests, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

extension FileSystem {
  /// Creates a file of `pieces`, holes between them, that is `size` bytes long.
  func createFile(_ path: FilePath, size: Int, pieces: [Int: [UInt8]]) throws {
    let file = try createFile(path, mode: [.ownerReadWrite])
    try file.resize(to: size)
    for (offset, bytes) in pieces { try bytes.withUnsafeBytes { try file.write($0, at: offset) } }
    try file.close()
  }
}
