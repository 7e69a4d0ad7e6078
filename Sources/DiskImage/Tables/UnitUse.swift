internal import FileSupport

/// Which units, sectors or clusters, of one part of a file are used by tables and data.
///
/// The part is bounded, so that the memory is; a larger file is gone through part by part.
struct UnitUse {
  /// Units of a part, which take 16 MiB of bits: 64 GiB of sectors.
  static let unitsPerPart = 128 << 20

  /// Bytes per unit.
  let unitSize: Int
  /// Bytes of the file.
  let part: Range<Int>
  /// Where the first use after `part` begins.
  private(set) var next = Int.max
  private var words: [UInt64]

  init(_ part: Range<Int>, unitSize: Int) {
    self.part = part
    self.unitSize = unitSize
    let units = part.count.dividedRoundingUp(by: unitSize)
    words = Array(repeating: 0, count: units.dividedRoundingUp(by: 64))
  }

  /// Notes that a table or data takes bytes of the file, and the rest of the units that they
  /// touch; returns whether all of these were free. What lies outside the part is left to another.
  mutating func take(_ bytes: Range<Int>) -> Bool {
    let start = bytes.lowerBound / unitSize * unitSize
    if bytes.upperBound > part.upperBound { next = min(next, max(start, part.upperBound)) }
    let inside = (start..<max(start, bytes.upperBound)).clamped(to: part)
    guard !inside.isEmpty else { return true }
    let first = (inside.lowerBound - part.lowerBound) / unitSize
    return takeBits(first..<first + inside.count.dividedRoundingUp(by: unitSize))
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
  ///
  /// - Parameter unitSize: bytes per unit; two uses that share a unit share bytes.
  static func forEachPart(
    ofFileOf size: Int, unitSize: Int = 512, unitsPerPart: Int = unitsPerPart,
    _ body: (inout UnitUse) throws -> Void
  ) rethrows {
    let partSize = unitSize.multipliedClamping(by: unitsPerPart)
    var start = 0
    while start < size {
      var use = UnitUse(start..<start + min(partSize, size - start), unitSize: unitSize)
      try body(&use)
      start = use.next
    }
  }
}
