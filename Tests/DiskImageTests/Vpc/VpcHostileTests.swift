import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Tables that lie are found out, both by the walk ahead and by a reader that was not asked for it.
@Suite struct VpcHostileTests {
  /// A dynamic image of a disk of 8 MiB with blocks 0 and 2 stored; block 0 is at sector 4, block 2
  /// behind it.
  static let image: [UInt8] = {
    let empty = HeaderSamples.vpc()
    var bytes = Array(empty.dropLast(512))
    for block in [UInt8(1), 3] {
      bytes += [UInt8](repeating: 0xff, count: 512) + [UInt8](repeating: block, count: 2 << 20)
    }
    bytes.put(big: UInt32(4), at: 1536)
    bytes.put(big: UInt32(4 + 4097), at: 1544)
    return bytes + empty.suffix(512)
  }()

  static let lastSector = UInt32(image.count / 512 - 1)

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var entry: Int
    var value: UInt32
    /// Whether only the walk over the whole table can tell.
    var isOverlap = false
    var message: String
  }

  static let cases = [
    Case(
      testDescription: "over the first footer", entry: 0, value: 0,
      message: "corrupt image: block 0 at 0 lies over a header or the table"),
    Case(
      testDescription: "over the dynamic header", entry: 3, value: 2,
      message: "corrupt image: block 3 at 1024 lies over a header or the table"),
    Case(
      testDescription: "over the table", entry: 2, value: 3,
      message: "corrupt image: block 2 at 1536 lies over a header or the table"),
    Case(
      testDescription: "over the last footer", entry: 2, value: 4 + 4097 + 1,
      message: "truncated image: block 2 at 2100224 lies outside the file"),
    Case(
      testDescription: "behind the end", entry: 2, value: lastSector + 1,
      message: "truncated image: block 2 at 4197888 lies outside the file"),
    Case(
      testDescription: "the largest entry", entry: 2, value: .max - 1,
      message: "truncated image: block 2 at 2199023254528 lies outside the file"),
    Case(
      testDescription: "the same block twice", entry: 1, value: 4, isOverlap: true,
      message: "corrupt image: block 1 at 2048 lies over another block"),
    Case(
      testDescription: "a sector too early", entry: 2, value: 4 + 4096, isOverlap: true,
      message: "corrupt image: block 2 at 2099200 lies over another block"),
    Case(
      testDescription: "in the middle of another", entry: 3, value: 2000, isOverlap: true,
      message: "corrupt image: block 3 at 1024000 lies over another block"),
  ]

  @Test func theImageIsSound() throws {
    let reader = try VpcReader(file: BytesFile(Self.image))
    try reader.validate()
    #expect(try reader.readStored() == 4 << 20)
    let contents = try reader.contents()
    #expect(stride(from: 0, to: 8, by: 2).map { contents[$0 << 20] } == [1, 0, 3, 0])
    #expect(try reader.extent(at: 2 << 20).range == 2 << 20..<4 << 20)
  }

  @Test(arguments: cases) func wrongEntriesAreRefused(_ example: Case) throws {
    var bytes = Self.image
    bytes.put(big: example.value, at: 1536 + example.entry * 4)
    let reader = try VpcReader(file: BytesFile(bytes))
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.code == .corrupt)
    #expect(error?.message == example.message)
    if example.isOverlap {
      #expect(throws: Never.self) { try reader.readStored() }
    } else {
      let found = #expect(throws: PcoccError.self) { try reader.readStored() }
      #expect(found == error)
    }
  }

  @Test func sectorsThatWereNeverWrittenAreZeros() throws {
    var bytes = Self.image
    // Sectors 8 to 15, 70 and the last of block 0; all after the first 100 of block 2.
    bytes[2048 + 1] = 0
    bytes[2048 + 8] = 0b1111_1101
    bytes[2048 + 511] = 0xfe
    let second = (4 + 4097) * 512
    bytes.put([UInt8](repeating: 0, count: 512 - 12), at: second + 12)
    bytes.put([0xf0], at: second + 12)
    let reader = try VpcReader(file: BytesFile(bytes))
    try reader.validate()
    var expected = [UInt8](repeating: 0, count: 8 << 20)
    for sector in 0..<4095 where !(8..<16).contains(sector) && sector != 70 {
      expected.put([UInt8](repeating: 1, count: 512), at: sector * 512)
    }
    expected.put([UInt8](repeating: 3, count: 100 * 512), at: 4 << 20)
    #expect(try reader.contents() == expected)
    #expect(try reader.extent(at: 8 * 512) == Extent(range: 4096..<8192, content: .unallocated))
    #expect(
      try reader.extent(at: 5000)
        == Extent(range: 5000..<8192, content: .unallocated))
    #expect(
      try reader.extent(at: 69 * 512)
        == Extent(range: 69 * 512..<70 * 512, content: .plain(fileOffset: 2560 + 69 * 512)))
  }

  struct BlockSize: Sendable {
    var bytes: Int
    /// Of the bitmap, as the specification has it.
    var bitmap: Int
  }

  @Test(arguments: [
    BlockSize(bytes: 512, bitmap: 512), BlockSize(bytes: 512 << 10, bitmap: 512),
    BlockSize(bytes: 4 << 20, bitmap: 1024), BlockSize(bytes: 8 << 20, bitmap: 2048),
  ])
  func blocksOfOtherSizesAreRead(_ size: BlockSize) throws {
    let footer = HeaderSamples.vpcFooter(3) {
      $0.put(big: UInt64(3 * size.bytes), at: 48)
    }
    let header = HeaderSamples.vpcDynamicHeader {
      $0.put(big: UInt32(size.bytes), at: 32)
    }
    var table = [UInt8](repeating: 0xff, count: 512)
    table.put(big: UInt32(4), at: 0)
    table.put(big: UInt32(4 + (size.bitmap + size.bytes) / 512), at: 8)
    let content = DiskSamples.random(2 * size.bytes)
    let bitmap = [UInt8](repeating: 0xff, count: size.bitmap)
    var bytes = footer + header + table
    bytes += bitmap + content[..<size.bytes] + bitmap + content[size.bytes...]
    let reader = try VpcReader(file: BytesFile(bytes + footer))
    try reader.validate()
    #expect(reader.clusterSize == size.bytes)
    let zeros = [UInt8](repeating: 0, count: size.bytes)
    #expect(try reader.contents() == content[..<size.bytes] + zeros + content[size.bytes...])
  }

  /// A table of 4 million blocks in a sparse file is refused at once, with nothing allocated for it.
  @Test func hugeTablesTakeNoTime() throws {
    let limit = VpcHeader.maximumSize
    let footer = HeaderSamples.vpcFooter(3) { $0.put(big: UInt64(limit), at: 48) }
    let header = HeaderSamples.vpcDynamicHeader {
      $0.put(big: UInt32(limit / 512), at: 28)
      $0.put(big: UInt32(512), at: 32)
    }
    let file = SparseBytesFile(
      pieces: [0: footer + header, 20 << 30: footer], size: 20 << 30 + 512)
    let reader = try VpcReader(file: file)
    let start = ContinuousClock.now
    #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(throws: PcoccError.self) { try reader.extent(at: limit - 1) }
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func mutationsAreReadOrRefused() throws {
    var generator = SeededGenerator(seed: 21)
    var outcomes = Set<Bool>()
    let interesting: [UInt32] = [0, 1, 3, 4, 5, 4100, 4101, 4102, 8197, 8198, 0x8000_0000, .max]
    for _ in 0..<300 {
      var bytes = Self.image
      for _ in 0..<2 {
        let entry = Int.random(in: 0..<5, using: &generator)
        bytes.put(
          big: interesting.randomElement(using: &generator) ?? 0, at: 1536 + entry * 4)
      }
      let place = 2048 + Int.random(in: 0..<512, using: &generator)
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
      do {
        let reader = try VpcReader(file: BytesFile(bytes))
        try reader.validate()
        try reader.readStored()
        outcomes.insert(true)
      } catch {
        #expect(error is PcoccError)
        outcomes.insert(false)
      }
    }
    #expect(outcomes == [true, false])
  }
}
