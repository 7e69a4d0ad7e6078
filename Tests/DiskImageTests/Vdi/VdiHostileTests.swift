import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// A map that lies is found out, both by the walk ahead and by a reader that was not asked for it.
@Suite struct VdiHostileTests {
  private static let block = VdiHeader.blockSize
  private static let map = 512
  private static let data = 4096

  /// A disk of 4 MiB and a half of which blocks 3 and 0 are stored, in that order.
  private static let image: [UInt8] = {
    let disk = 9 * block / 2
    guard var header = try? VdiOptions().header(forDiskOf: disk) else { return [] }
    header.allocatedBlockCount = 2
    var bytes = header.encoded() + [UInt8](repeating: 0, count: data - map)
    for (index, entry) in [1, UInt32.max, .max - 1, 0, .max].enumerated() {
      bytes.put(little: entry, at: map + index * 4)
    }
    return bytes + [UInt8](repeating: 4, count: block) + [UInt8](repeating: 1, count: block)
  }()

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var entry: Int
    var value: UInt32
    /// Whether only the walk over the whole map can tell.
    var isOverlap = false
    var message: String
  }

  static let cases = [
    Case(
      testDescription: "more than there are", entry: 1, value: 5,
      message: "corrupt image: block 1 is number 5 of 5 in the file"),
    Case(
      testDescription: "the largest number", entry: 1, value: .max - 2,
      message: "corrupt image: block 1 is number 4294967293 of 5 in the file"),
    Case(
      testDescription: "behind the end", entry: 1, value: 2,
      message: "truncated image: block 1 at 2101248 lies outside the file"),
    Case(
      testDescription: "the same block twice", entry: 1, value: 1, isOverlap: true,
      message: "corrupt image: block 1 at 1052672 lies over another block"),
  ]

  @Test func theImageIsSound() throws {
    let reader = try VdiReader(file: BytesFile(Self.image))
    try reader.validate()
    let contents = try reader.contents()
    #expect(
      stride(from: 0, to: contents.count, by: Self.block).map { contents[$0] } == [1, 0, 0, 4, 0])
    #expect(try reader.extent(at: 5).range == 5..<Self.block)
    #expect(try reader.extent(at: Self.block).range == Self.block..<3 * Self.block)
  }

  @Test(arguments: cases) func wrongEntriesAreRefused(_ example: Case) throws {
    var bytes = Self.image
    bytes.put(little: example.value, at: Self.map + example.entry * 4)
    let reader = try VdiReader(file: BytesFile(bytes))
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.code == .corrupt)
    #expect(error?.message == example.message)
    guard !example.isOverlap else { return }
    let found = #expect(throws: PcoccError.self) { try reader.readStored() }
    #expect(found == error)
  }

  @Test func halfABlockIsNoBlock() throws {
    let reader = try VdiReader(file: BytesFile(Array(Self.image.dropLast(512))))
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.message == "truncated image: block 0 at 1052672 lies outside the file")
  }

  /// A map of 2 GiB that is a hole says that all blocks are the first one.
  @Test func hugeMapsTakeNoTime() throws {
    var header = Array(Self.image.prefix(512))
    let blocks = 1 << 29
    header.put(little: UInt32(512 + blocks * 4), at: 344)
    header.put(little: UInt64(blocks * Self.block), at: 368)
    header.put(little: UInt32(blocks), at: 384)
    let file = SparseBytesFile(pieces: [0: header], size: 8 << 30)
    let reader = try VdiReader(file: file)
    let start = ContinuousClock.now
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.message == "corrupt image: block 1 at 2147484160 lies over another block")
    #expect(ContinuousClock.now - start < .seconds(1))
  }
}
