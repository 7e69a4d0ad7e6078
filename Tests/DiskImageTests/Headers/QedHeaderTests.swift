import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct QedHeaderTests {
  @Test func fieldsAreRead() throws {
    let header = try QedHeader(file: BytesFile(HeaderSamples.qed))
    #expect(header.clusterSize == 65536)
    #expect(header.tableEntries == 16384)
    #expect(header.headerSize == 65536)
    #expect(header.l1Offset == 65536)
    #expect(header.virtualSize == 1 << 30)
    #expect(header.backingName == nil)
    #expect(header.refusals(path: "").isEmpty)
  }

  /// The table of one cluster, and the largest clusters, that QEMU makes but cannot open.
  @Test func whatQemuCannotOpenIsRead() throws {
    var bytes = HeaderSamples.qed
    bytes.put(little: UInt32(64 << 20), at: 4)
    bytes.put(little: UInt32(1), at: 8)
    bytes.put(little: UInt64(64 << 20), at: 40)
    // The tables could map 2^72 bytes.
    bytes.put(little: UInt64(1 << 62), at: 48)
    let header = try QedHeader(file: BytesFile(bytes, size: 128 << 20))
    #expect(header.virtualSize == 1 << 62)
    #expect(header.tableSize == 64 << 20)
  }

  @Test func needsCheckIsNoObstacle() throws {
    var bytes = HeaderSamples.qed
    bytes.put(little: UInt64(2), at: 16)
    let header = try QedHeader(file: BytesFile(bytes))
    #expect(header.refusals(path: "").isEmpty)
    #expect(header.details.contains { $0.key == "needs-check" && $0.value == "yes" })
  }

  static let malformed: [BadHeader] = [
    BadHeader("does not begin", of: HeaderSamples.qed) { $0[3] = 1 },
    BadHeader("clusters of 0 bytes", of: HeaderSamples.qed) { $0.put(little: UInt32(0), at: 4) },
    BadHeader("clusters of 2048 bytes", of: HeaderSamples.qed) {
      $0.put(little: UInt32(2048), at: 4)
    },
    BadHeader("clusters of 65537 bytes", of: HeaderSamples.qed) {
      $0.put(little: UInt32(65537), at: 4)
    },
    BadHeader("clusters of 2147483648 bytes", of: HeaderSamples.qed) {
      $0.put(little: UInt32(1 << 31), at: 4)
    },
    BadHeader("tables of 0 clusters", of: HeaderSamples.qed) { $0.put(little: UInt32(0), at: 8) },
    BadHeader("tables of 3 clusters", of: HeaderSamples.qed) { $0.put(little: UInt32(3), at: 8) },
    BadHeader("tables of 32 clusters", of: HeaderSamples.qed) { $0.put(little: UInt32(32), at: 8) },
    BadHeader("header of 0 clusters", of: HeaderSamples.qed) { $0.put(little: UInt32(0), at: 12) },
    BadHeader("header of 65536 clusters", of: HeaderSamples.qed) {
      $0.put(little: UInt32(65536), at: 12)
    },
    BadHeader("header of 4294967295 clusters", of: HeaderSamples.qed) {
      $0.put(little: UInt32.max, at: 12)
    },
    BadHeader("offset of the L1 table 18446744073709551615", of: HeaderSamples.qed) {
      $0.put(little: UInt64.max, at: 40)
    },
    BadHeader("L1 table at 65537", of: HeaderSamples.qed) { $0.put(little: UInt64(65537), at: 40) },
    BadHeader("L1 table at 0", of: HeaderSamples.qed) { $0.put(little: UInt64(0), at: 40) },
    BadHeader("lies outside the file", of: HeaderSamples.qed) {
      $0.put(little: UInt64(Int.max) - 65535, at: 40)
    },
    BadHeader("disk size 511", of: HeaderSamples.qed) { $0.put(little: UInt64(511), at: 48) },
    BadHeader("disk size 9223372036854775808", of: HeaderSamples.qed) {
      $0.put(little: UInt64(1) << 63, at: 48)
    },
    BadHeader("17592186044416 bytes at most", of: HeaderSamples.qed) {
      $0.put(little: UInt64(1 << 44 + 512), at: 48)
    },
    BadHeader("backing file's name of 5 bytes at 65533", of: backed) {
      $0.put(little: UInt32(65533), at: 56)
    },
    BadHeader("backing file's name of 4294967295 bytes", of: backed) {
      $0.put(little: UInt32.max, at: 60)
    },
    BadHeader("backing file's name of 5 bytes at 0", of: backed) {
      $0.put(little: UInt32(0), at: 56)
    },
  ]

  @Test(arguments: malformed) func malformedIsCorrupt(_ bad: BadHeader) {
    bad.expectMalformed(QedHeader.self)
  }

  static let backed: [UInt8] = {
    var bytes = HeaderSamples.qed
    bytes.put(little: UInt64(5), at: 16)
    bytes.put(little: UInt32(64), at: 56)
    bytes.put(little: UInt32(5), at: 60)
    bytes.put("/etc/", at: 64)
    return bytes
  }()

  static let refused: [BadHeader] = [
    BadHeader("backing file \"/etc/\"", .unsupported, backed),
    BadHeader("backing file \"\"", .unsupported, of: backed) { $0.put(little: UInt32(0), at: 60) },
    BadHeader("feature bit 3", .unsupported, of: HeaderSamples.qed) {
      $0.put(little: UInt64(8), at: 16)
    },
    BadHeader("feature bit 63", .unsupported, of: HeaderSamples.qed) {
      $0.put(little: UInt64(1) << 63, at: 16)
    },
  ]

  @Test(arguments: refused) func whatMustNotBeReadIsRefused(_ bad: BadHeader) throws {
    try bad.expectRefused(QedHeader.self)
  }

  @Test func noShorterFileIsTaken() throws {
    try expectTruncationRefused(QedHeader.self, HeaderSamples.qed, below: 512)
    let error = #expect(throws: PcoccError.self) {
      try QedHeader(file: BytesFile(Array(HeaderSamples.qed.dropLast())))
    }
    #expect(error?.message.contains("lies outside the file of 196607") == true)
  }

  @Test func mutationsNeverTrap() {
    mutate(QedHeader.self, Self.backed, places: 0..<72, seed: 11)
  }
}
