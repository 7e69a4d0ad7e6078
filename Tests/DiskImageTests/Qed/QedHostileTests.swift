import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Tables that lie are found out, both by the walk ahead and by a reader that was not asked for it.
@Suite struct QedHostileTests {
  private static let cluster = 4096
  private static let l1 = cluster
  private static let l2 = l1 + 2 * cluster
  private static let data = l2 + 2 * cluster

  /// A disk of 1 MiB of which clusters 0, 1 and 5 are stored, one behind the other.
  private static let image: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: data + 3 * cluster)
    bytes.put("QED\0", at: 0)
    bytes.put(little: UInt32(cluster), at: 4)
    bytes.put(little: UInt32(2), at: 8)
    bytes.put(little: UInt32(1), at: 12)
    bytes.put(little: UInt64(l1), at: 40)
    bytes.put(little: UInt64(1 << 20), at: 48)
    bytes.put(little: UInt64(l2), at: l1)
    for (index, entry) in [0, 1, 5].enumerated() {
      bytes.put(little: UInt64(data + index * cluster), at: l2 + entry * 8)
      bytes.put(
        [UInt8](repeating: UInt8(index + 1), count: cluster), at: data + index * cluster)
    }
    return bytes
  }()

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Where an entry lies.
    var offset: Int
    var value: UInt64
    /// Whether only the walk over all tables can tell.
    var isOverlap = false
    var message: String
  }

  private static let notAligned = "is not aligned or lies over the header"

  static let cases = [
    Case(
      testDescription: "L2 table behind the end", offset: l1, value: UInt64(data + 3 * cluster),
      message: "truncated image: the L2 table of L1 entry 0 at 32768 lies outside the file"),
    Case(
      testDescription: "L2 table half outside", offset: l1, value: UInt64(data + 2 * cluster),
      message: "truncated image: the L2 table of L1 entry 0 at 28672 lies outside the file"),
    Case(
      testDescription: "L2 table in the header", offset: l1, value: 1,
      message: "corrupt image: the L2 table of L1 entry 0 at 1 \(notAligned)"),
    Case(
      testDescription: "L2 table is the L1 table", offset: l1, value: UInt64(l1), isOverlap: true,
      message:
        "corrupt image: the L2 table of L1 entry 0 at 4096 lies over another table or cluster"
    ),
    Case(
      testDescription: "the largest number", offset: l2 + 16, value: .max,
      message:
        "truncated image: the cluster of disk offset 8192 at 18446744073709551615 lies outside"
        + " the file"),
    Case(
      testDescription: "not aligned", offset: l2 + 16, value: UInt64(data + 512),
      message: "corrupt image: the cluster of disk offset 8192 at 20992 \(notAligned)"),
    Case(
      testDescription: "in the header", offset: l2 + 16, value: 2,
      message: "corrupt image: the cluster of disk offset 8192 at 2 \(notAligned)"),
    Case(
      testDescription: "a cluster twice", offset: l2 + 16, value: UInt64(data), isOverlap: true,
      message:
        "corrupt image: the cluster of disk offset 8192 at 20480 lies over another table or cluster"
    ),
    Case(
      testDescription: "a table as data", offset: l2, value: UInt64(l2), isOverlap: true,
      message:
        "corrupt image: the cluster of disk offset 0 at 12288 lies over another table or cluster"),
  ]

  @Test func theImageIsSound() throws {
    let reader = try QedReader(file: BytesFile(Self.image))
    try reader.validate()
    #expect(try reader.extent(at: 0).range == 0..<2 * Self.cluster)
    let contents = try reader.contents()
    #expect((0..<6).map { contents[$0 * Self.cluster] } == [1, 2, 0, 0, 0, 3])
  }

  @Test(arguments: cases) func wrongEntriesAreRefused(_ example: Case) throws {
    var bytes = Self.image
    bytes.put(little: example.value, at: example.offset)
    let reader = try QedReader(file: BytesFile(bytes))
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.code == .corrupt)
    #expect(error?.message == example.message)
    guard !example.isOverlap else { return }
    let found = #expect(throws: PcoccError.self) { try reader.readStored() }
    #expect(found == error)
  }

  @Test func entriesBehindTheDiskMeanNothing() throws {
    var bytes = Self.image
    bytes.put(little: UInt64.max, at: Self.l2 + 256 * 8)
    bytes.put(little: UInt64.max, at: Self.l1 + 8)
    let reader = try QedReader(file: BytesFile(bytes))
    try reader.validate()
    #expect(try reader.readStored() == 3 * Self.cluster)
  }

  @Test func theLargestDiskHasAnEnd() throws {
    let cluster = 64 << 20
    let size = Int.max - 511
    var header = Array(Self.image.prefix(64))
    header.put(little: UInt32(cluster), at: 4)
    header.put(little: UInt32(16), at: 8)
    header.put(little: UInt64(cluster), at: 40)
    header.put(little: UInt64(size), at: 48)
    let coverage = 16 * cluster / 8 * cluster
    let entry = [UInt8].littleEndian([UInt64(17 * cluster)])
    let file = SparseBytesFile(
      pieces: [0: header, cluster + (size - 1) / coverage * 8: entry], size: 40 * cluster)
    let reader = try QedReader(file: file)
    #expect(try reader.extent(at: size - 1).range == size - 1..<size)
  }

  /// All L1 entries point to one L2 table, far behind the part of the file that is looked at first.
  @Test func aTableUsedOftenIsNotWalkedOften() throws {
    let cluster = 1 << 20
    let table = 80 << 30
    var header = Array(Self.image.prefix(64))
    header.put(little: UInt32(cluster), at: 4)
    header.put(little: UInt32(16), at: 8)
    header.put(little: UInt64(cluster), at: 40)
    header.put(little: UInt64(1 << 62), at: 48)
    let l1 = [UInt8].littleEndian([UInt64](repeating: UInt64(table), count: 4096))
    let file = SparseBytesFile(pieces: [0: header, cluster: l1], size: table + 32 * cluster)
    let reader = try QedReader(file: file)
    let start = ContinuousClock.now
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.message.contains("L2 table of L1 entry 1 at \(table) lies over another") == true)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  /// A table of 1 GiB that is a hole takes neither time nor memory.
  @Test func hugeTablesTakeNoTime() throws {
    var header = Array(Self.image.prefix(64))
    header.put(little: UInt32(64 << 20), at: 4)
    header.put(little: UInt32(16), at: 8)
    header.put(little: UInt64(64 << 20), at: 40)
    header.put(little: UInt64(1 << 62), at: 48)
    let file = SparseBytesFile(pieces: [0: header], size: 4 << 30)
    let reader = try QedReader(file: file)
    let start = ContinuousClock.now
    try reader.validate()
    #expect(try reader.extent(at: 0).content == .unallocated)
    #expect(ContinuousClock.now - start < .seconds(2))
  }
}
