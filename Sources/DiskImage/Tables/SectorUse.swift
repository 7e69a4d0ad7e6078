/// Which sectors of one part of a file are used by tables and data.
///
/// The part is bounded, so that the memory is; a larger file is gone through part by part.
struct SectorUse {
  /// Bytes of a part: 64 GiB, which takes 16 MiB of bits.
  static let partSize = 64 << 30
  private static let sectorSize = 512

  /// Bytes of the file.
  let part: Range<Int>
  /// Where the first use after `part` begins.
  private(set) var next = Int.max
  private var words: [UInt64]

  init(_ part: Range<Int>) {
    self.part = part
    let sectors = part.count.dividedRoundingUp(by: Self.sectorSize)
    words = Array(repeating: 0, count: sectors.dividedRoundingUp(by: 64))
  }

  /// Notes that a table or data takes bytes of the file, and the rest of the sectors that they
  /// touch; returns whether all of these were free. What lies outside the part is left to another.
  mutating func take(_ bytes: Range<Int>) -> Bool {
    let start = bytes.lowerBound / Self.sectorSize * Self.sectorSize
    if bytes.upperBound > part.upperBound { next = min(next, max(start, part.upperBound)) }
    let inside = (start..<max(start, bytes.upperBound)).clamped(to: part)
    guard !inside.isEmpty else { return true }
    let first = (inside.lowerBound - part.lowerBound) / Self.sectorSize
    return takeBits(first..<first + inside.count.dividedRoundingUp(by: Self.sectorSize))
  }

  private mutating func takeBits(_ bits: Range<Int>) -> Bool {
    var isFree = true
    var bit = bits.lowerBound
    while bit < bits.upperBound {
      let end = min((bit / 64 + 1) * 64, bits.upperBound)
      // A shift by 64 gives 0.
      let mask: UInt64 = ((1 << UInt64(end - bit)) &- 1) << UInt64(bit % 64)
      isFree = isFree && words[bit / 64] & mask == 0
      words[bit / 64] |= mask
      bit = end
    }
    return isFree
  }

  /// Calls `body` with each part of a file in which something is used; it takes all that the image
  /// uses, each time.
  static func forEachPart(
    ofFileOf size: Int, partSize: Int = partSize, _ body: (inout SectorUse) throws -> Void
  ) rethrows {
    var start = 0
    while start < size {
      var use = SectorUse(start..<start + min(partSize, size - start))
      try body(&use)
      start = use.next
    }
  }
}
