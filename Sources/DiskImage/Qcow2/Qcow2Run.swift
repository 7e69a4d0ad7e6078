/// A run of subclusters that are stored in one way.
struct Qcow2Run: Equatable {
  enum Content: Equatable {
    case unallocated
    case zero
    case plain(offset: Int)
    case compressed(offset: Int, length: Int)
  }

  var content: Content
  /// The first subcluster, and the one after the last.
  var start: Int
  var end: Int
}

extension Qcow2Run.Content {
  /// Whether this follows `length` bytes of `other` without a seam.
  func continues(_ other: Self, after length: Int) -> Bool {
    switch (other, self) {
    case (.unallocated, .unallocated), (.zero, .zero): true
    case (.plain(let first), .plain(let next)): next == first + length
    default: false
    }
  }
}

extension Qcow2L2Entry {
  /// The longest run from a subcluster on; the whole cluster where it is compressed.
  func run(from start: Int, _ layout: Qcow2Layout) -> Qcow2Run {
    let content: Qcow2Run.Content
    let bits: UInt32
    switch storage {
    case .compressed(let offset, let length):
      return Qcow2Run(
        content: .compressed(offset: offset, length: length), start: 0, end: layout.subclusters)
    case .cluster(let offset) where allocated >> UInt32(start) & 1 != 0:
      content = .plain(offset: offset + start * layout.subclusterSize)
      bits = allocated
    case .cluster, .none:
      let isZero = zeros >> UInt32(start) & 1 != 0
      content = isZero ? .zero : .unallocated
      bits = isZero ? zeros : ~(allocated | zeros)
    }
    let length = (~(bits >> UInt32(start))).trailingZeroBitCount
    return Qcow2Run(content: content, start: start, end: min(start + length, layout.subclusters))
  }
}
