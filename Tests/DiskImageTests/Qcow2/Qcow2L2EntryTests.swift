import Testing

@testable import DiskImage

@Suite struct Qcow2L2EntryTests {
  static let layout = Qcow2Layout(clusterBits: 16, hasExtendedL2: false)
  static let extended = Qcow2Layout(clusterBits: 16, hasExtendedL2: true)

  @Test func decodesStandardEntries() throws {
    let unallocated = try Qcow2L2Entry(0, Self.layout, version: 3)
    #expect(unallocated.storage == .none)
    #expect(unallocated.run(from: 0, Self.layout).content == .unallocated)

    let plain = try Qcow2L2Entry(1 << 63 | 0x50000, Self.layout, version: 2)
    #expect(plain.storage == .cluster(offset: 0x50000))
    #expect(plain.isCopied)
    #expect(
      plain.run(from: 0, Self.layout)
        == Qcow2Run(content: .plain(offset: 0x50000), start: 0, end: 1))

    let zero = try Qcow2L2Entry(1, Self.layout, version: 3)
    #expect(zero.storage == .none)
    #expect(zero.run(from: 0, Self.layout).content == .zero)

    let preallocated = try Qcow2L2Entry(0x50001, Self.layout, version: 3)
    #expect(preallocated.storage == .cluster(offset: 0x50000))
    #expect(!preallocated.isCopied)
    #expect(preallocated.run(from: 0, Self.layout).content == .zero)
  }

  /// The bits of offset and sector count move with the cluster size.
  struct Compressed: Sendable {
    var clusterBits: Int
    var word: UInt64
    var offset: Int
    var length: Int
  }

  @Test(arguments: [
    Compressed(clusterBits: 16, word: 0x12345, offset: 0x12345, length: 512 - 0x145),
    Compressed(clusterBits: 16, word: 3 << 54 | 0x50200, offset: 0x50200, length: 2048),
    Compressed(clusterBits: 16, word: 0xff << 54 | 0x501ff, offset: 0x501ff, length: 0x1fe01),
    Compressed(clusterBits: 9, word: 1 << 61 | 0x601, offset: 0x601, length: 1023),
    Compressed(clusterBits: 21, word: 0x1fff << 49 | 0x200000, offset: 0x200000, length: 4 << 20),
  ])
  func decodesCompressedEntries(_ item: Compressed) throws {
    let layout = Qcow2Layout(clusterBits: item.clusterBits, hasExtendedL2: false)
    let entry = try Qcow2L2Entry(1 << 62 | item.word, layout, version: 3)
    #expect(entry.storage == .compressed(offset: item.offset, length: item.length))
    let content = Qcow2Run.Content.compressed(offset: item.offset, length: item.length)
    #expect(entry.run(from: 0, layout) == Qcow2Run(content: content, start: 0, end: 1))
  }

  @Test func decodesExtendedEntries() throws {
    // Subclusters 0 to 3 allocated, 4 to 7 zero, 31 allocated.
    let entry = try Qcow2L2Entry(
      0x50000, subclusters: 0xf0 << 32 | 0x8000_000f, Self.extended)
    let runs = [
      Qcow2Run(content: .plain(offset: 0x50000), start: 0, end: 4),
      Qcow2Run(content: .zero, start: 4, end: 8),
      Qcow2Run(content: .unallocated, start: 8, end: 31),
      Qcow2Run(content: .plain(offset: 0x50000 + 31 * 2048), start: 31, end: 32),
    ]
    for run in runs { #expect(entry.run(from: run.start, Self.extended) == run) }
    #expect(
      entry.run(from: 2, Self.extended)
        == Qcow2Run(content: .plain(offset: 0x50000 + 2 * 2048), start: 2, end: 4))

    let full = try Qcow2L2Entry(0x50000, subclusters: 0xffff_ffff, Self.extended)
    #expect(full.run(from: 0, Self.extended).end == 32)
    let zero = try Qcow2L2Entry(0, subclusters: 0xffff_ffff << 32, Self.extended)
    #expect(
      zero.run(from: 5, Self.extended) == Qcow2Run(content: .zero, start: 5, end: 32))
    let empty = try Qcow2L2Entry(0x50000, subclusters: 0, Self.extended)
    #expect(
      empty.run(from: 5, Self.extended) == Qcow2Run(content: .unallocated, start: 5, end: 32))
    let compressed = try Qcow2L2Entry(1 << 62 | 0x50000, subclusters: 0, Self.extended)
    let content = Qcow2Run.Content.compressed(offset: 0x50000, length: 512)
    #expect(
      compressed.run(from: 5, Self.extended) == Qcow2Run(content: content, start: 0, end: 32))
  }

  struct Bad: Sendable {
    var word: UInt64
    var subclusters: UInt64?
    var version = 3
    var problem: Qcow2EntryProblem
  }

  @Test(arguments: [
    Bad(word: 1 << 56 | 0x50000, problem: .reservedBits),
    Bad(word: 0x50000 | 2, problem: .reservedBits),
    Bad(word: 0x50200, problem: .notAligned),
    Bad(word: 0x50001, version: 2, problem: .zeroBitInVersion2),
    Bad(word: 3 << 62 | 0x50000, problem: .copiedCompressed),
    Bad(word: 1 << 62 | 0xffff, problem: .pointsToHeader),
    Bad(word: 0x50001, subclusters: 0, problem: .reservedBits),
    Bad(word: 0x50200, subclusters: 0, problem: .notAligned),
    Bad(word: 0, subclusters: 1, problem: .subclustersWithoutOffset),
    Bad(word: 0x50000, subclusters: 1 << 32 | 1, problem: .contradictorySubclusters),
    Bad(word: 1 << 62 | 0x50000, subclusters: 1, problem: .compressedSubclusters),
  ])
  func refusesBadEntries(_ bad: Bad) {
    #expect(throws: bad.problem) {
      if let subclusters = bad.subclusters {
        try Qcow2L2Entry(bad.word, subclusters: subclusters, Self.extended)
      } else {
        try Qcow2L2Entry(bad.word, Self.layout, version: bad.version)
      }
    }
  }

  /// A file may end inside a cluster of which only the first subclusters are in use.
  @Test func checksThatNeededBytesAreInTheFile() throws {
    let plain = try Qcow2L2Entry(0x50000, Self.layout, version: 3)
    try plain.validate(insideFileOf: 0x60000, Self.layout)
    #expect(throws: Qcow2EntryProblem.outsideFile) {
      try plain.validate(insideFileOf: 0x5ffff, Self.layout)
    }
    let part = try Qcow2L2Entry(0x50000, subclusters: 1 << 36 | 2, Self.extended)
    try part.validate(insideFileOf: 0x51000, Self.extended)
    #expect(throws: Qcow2EntryProblem.outsideFile) {
      try part.validate(insideFileOf: 0x50fff, Self.extended)
    }
    let compressed = try Qcow2L2Entry(1 << 62 | 0x50000, Self.layout, version: 3)
    try compressed.validate(insideFileOf: 0x50001, Self.layout)
    #expect(throws: Qcow2EntryProblem.outsideFile) {
      try compressed.validate(insideFileOf: 0x50000, Self.layout)
    }
  }
}
