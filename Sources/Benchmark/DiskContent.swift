/// What the disks hold that are moved, the same on each machine.
enum DiskContent: String, CaseIterable {
  /// Random bytes, which cannot be compressed.
  case dense
  /// A tenth of it random, in runs of 64 KiB, the rest holes.
  case sparse
  /// As an installed system: a third holes, text that can be compressed by three, and some that cannot.
  case system

  /// Bytes of one run of the same kind of content.
  static let runSize = 1 << 16

  /// Fills a buffer of one run; false leaves a hole there.
  func fill(_ buffer: UnsafeMutableBufferPointer<UInt64>, run: Int) -> Bool {
    var numbers = Numbers(seed: UInt64(run))
    let kind = numbers.next() % 30
    switch self {
    case .dense: break
    case .sparse: if kind >= 3 { return false }
    case .system:
      if kind < 10 { return false }
      if kind < 26 {
        Self.fillWithText(buffer, &numbers)
        return true
      }
    }
    for index in buffer.indices { buffer[index] = numbers.next() }
    return true
  }

  /// Words of eight letters out of 256, some of them with a letter changed.
  private static func fillWithText(
    _ buffer: UnsafeMutableBufferPointer<UInt64>, _ numbers: inout Numbers
  ) {
    for index in buffer.indices {
      let number = numbers.next()
      var words = Numbers(seed: number % 256)
      let letters = words.next() & 0x0f0f_0f0f_0f0f_0f0f | 0x6060_6060_6060_6060
      buffer[index] = number >> 60 < 5 ? letters ^ (number >> 8 & 0xff) : letters
    }
  }
}

/// SplitMix64: random enough that no compressor finds anything, and the same each time.
private struct Numbers {
  private var state: UInt64

  /// The numbers of neighbouring seeds have nothing in common.
  init(seed: UInt64) {
    state = seed
    state = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
