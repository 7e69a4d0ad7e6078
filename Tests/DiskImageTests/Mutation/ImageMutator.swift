/// Makes wrong images out of a sound one, as somebody who knows the format would.
struct ImageMutator {
  /// The bytes of the sound image.
  let original: [UInt8]
  private var generator: SeededGenerator
  /// Sectors that are not all zero: where headers, tables and data are.
  private let sectors: [Int]

  init(_ original: [UInt8], seed: UInt64) {
    self.original = original
    generator = SeededGenerator(seed: seed)
    sectors = stride(from: 0, to: original.count, by: 512).filter { start in
      original[start..<min(start + 512, original.count)].contains { $0 != 0 }
    }
  }

  /// The image with one to four things wrong.
  mutating func next() -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes) }
    if Bool.random(using: &generator) { Self.mendChecksums(of: &bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: flipBit(&bytes)
    case 1: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator) / 2)
    case 2: bytes += [UInt8](repeating: 0, count: Int.random(in: 1...4096, using: &generator))
    case 3: copyField(in: &bytes)
    case 4: swapSectors(&bytes)
    default: setField(of: &bytes)
    }
  }

  private mutating func flipBit(_ bytes: inout [UInt8]) {
    let offset = place(in: bytes, alignment: 1)
    bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
  }

  /// Puts a number that matters into a field of some width, in either order of bytes.
  private mutating func setField(of bytes: inout [UInt8]) {
    let width = [1, 2, 4, 4, 8, 8].randomElement(using: &generator) ?? 4
    let offset = place(in: bytes, alignment: width)
    let value = number(for: bytes)
    let isBig = Bool.random(using: &generator)
    for index in 0..<width where offset + index < bytes.count {
      let shift = UInt64(isBig ? width - 1 - index : index) * 8
      bytes[offset + index] = UInt8(truncatingIfNeeded: value >> shift)
    }
  }

  /// A number at the edge of something: types, alignments, the file.
  private mutating func number(for bytes: [UInt8]) -> UInt64 {
    let size = UInt64(bytes.count)
    let edges: [UInt64] = [
      0, 1, 2, 3, 7, 0x7f, 0xff, 0x200, 0x400, 0x1000, 0x10000, 0x20_0000, 0x7fff_ffff,
      0x8000_0000, 0xffff_ffff, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, .max, .max - 1,
      size, size - 1, size + 1, size / 512, size / 512 + 1, size & ~0xffff, size & ~0x1ff,
    ]
    let edge = edges.randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return edge | 0x8000_0000_0000_0000
    case 1: return UInt64(sectors.randomElement(using: &generator) ?? 0)
    case 2: return UInt64(sectors.randomElement(using: &generator) ?? 0) / 512
    default: return edge
    }
  }

  /// Gives a table entry the value of another one, so that something is used twice.
  private mutating func copyField(in bytes: inout [UInt8]) {
    let width = Bool.random(using: &generator) ? 4 : 8
    let source = place(in: bytes, alignment: width)
    let target = place(in: bytes, alignment: width)
    guard max(source, target) + width <= bytes.count else { return }
    bytes.replaceSubrange(target..<target + width, with: bytes[source..<source + width])
  }

  private mutating func swapSectors(_ bytes: inout [UInt8]) {
    let first = place(in: bytes, alignment: 512)
    let second = place(in: bytes, alignment: 512)
    guard max(first, second) + 512 <= bytes.count, first != second else { return }
    let kept = Array(bytes[first..<first + 512])
    bytes.replaceSubrange(first..<first + 512, with: bytes[second..<second + 512])
    bytes.replaceSubrange(second..<second + 512, with: kept)
  }

  /// An offset where something is, half of the time in the first sectors.
  private mutating func place(in bytes: [UInt8], alignment: Int) -> Int {
    let head = sectors.prefix(4)
    let candidates = Bool.random(using: &generator) ? head : sectors[...]
    let sector = candidates.randomElement(using: &generator) ?? 0
    let offset = sector + Int.random(in: 0..<512 / alignment, using: &generator) * alignment
    return min(offset, bytes.count - 1)
  }

  /// Footers and headers of a VHD are refused for their checksum before anything else is seen.
  private static func mendChecksums(of bytes: inout [UInt8]) {
    let places = [(0, 512, 64), (512, 1024, 36), (bytes.count - 512, 512, 64)]
    for (start, count, field) in places where start >= 0 && start + count <= bytes.count {
      let area = start..<start + count
      guard
        ["conectix", "cxsparse"].contains(where: { bytes[area].starts(with: $0.utf8) })
      else { continue }
      bytes.replaceSubrange(start + field..<start + field + 4, with: [0, 0, 0, 0])
      let sum = ~bytes[area].reduce(UInt32(0)) { $0 &+ UInt32($1) }
      for index in 0..<4 {
        bytes[start + field + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - index * 8))
      }
    }
  }
}
