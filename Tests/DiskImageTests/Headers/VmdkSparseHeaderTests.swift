import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct VmdkSparseHeaderTests {
  @Test func fieldsAreRead() throws {
    let header = try VmdkHeader(file: BytesFile(HeaderSamples.vmdk()))
    let sparse = try #require(header.sparse)
    #expect(sparse.version == 1)
    #expect(sparse.flags == [.lineEndTest, .redundantDirectory])
    #expect(sparse.capacity == 10 << 20)
    #expect(sparse.grainSize == 64 << 10)
    #expect(sparse.descriptor == 512..<21 * 512)
    #expect(sparse.directoryOffset == 26 * 512)
    #expect(sparse.directorySize == 4)
    #expect(!sparse.hasFooter)
    #expect(header.virtualSize == 10 << 20)
    #expect(header.refusals(path: "").isEmpty)
  }

  @Test func theFooterTellsWhereTheDirectoryIs() throws {
    let header = try VmdkHeader(file: BytesFile(HeaderSamples.vmdkStream()))
    let sparse = try #require(header.sparse)
    #expect(sparse.hasFooter)
    #expect(sparse.directoryOffset == 26 * 512)
    #expect(sparse.flags == [.lineEndTest, .compressed, .markers])
    #expect(header.refusals(path: "").isEmpty)
  }

  @Test func uncleanIsNoObstacle() throws {
    let header = try VmdkHeader(file: BytesFile(HeaderSamples.vmdk { $0[72] = 1 }))
    #expect(header.sparse?.isUnclean == true)
    #expect(header.refusals(path: "").isEmpty)
  }

  /// Text of descriptors in the hostile image of capacity 0, which QEMU would follow.
  static let flatText = HeaderSamples.vmdkText
    .replacing("RW 20480 SPARSE \"disk.vmdk\"", with: "RW 8 FLAT \"/etc/passwd\" 0")
    .replacing("monolithicSparse", with: "monolithicFlat")

  static let malformed: [BadHeader] = [
    BadHeader("type vmfsSparse", .unsupported, HeaderSamples.vmdk { $0.put("COWD", at: 0) }),
    BadHeader("VMDK version 0", .unsupported, HeaderSamples.vmdk { $0[4] = 0 }),
    BadHeader("VMDK version 4", .unsupported, HeaderSamples.vmdk { $0[4] = 4 }),
    BadHeader(
      "disk size of 0", HeaderSamples.vmdk(text: flatText) { $0.put(little: UInt64(0), at: 12) }),
    BadHeader(
      "disk size of", HeaderSamples.vmdk { $0.put(little: UInt64(1) << 56, at: 12) }),
    BadHeader(
      "disk size 18446744073709551615", HeaderSamples.vmdk { $0.put(little: UInt64.max, at: 12) }),
    BadHeader(
      "grain directory of 1073741824 bytes",
      HeaderSamples.vmdk { $0.put(little: UInt64(1) << 44, at: 12) }),
    BadHeader("grains of 0 bytes", HeaderSamples.vmdk { $0.put(little: UInt64(0), at: 20) }),
    BadHeader("grains of 2048 bytes", HeaderSamples.vmdk { $0.put(little: UInt64(4), at: 20) }),
    BadHeader("grains of 66048 bytes", HeaderSamples.vmdk { $0.put(little: UInt64(129), at: 20) }),
    BadHeader(
      "VMDK grains of 1073741824 bytes", .unsupported,
      HeaderSamples.vmdk { $0.put(little: UInt64(1) << 21, at: 20) }),
    BadHeader("grain size of", HeaderSamples.vmdk { $0.put(little: UInt64(1) << 62, at: 20) }),
    BadHeader(
      "grain tables of 0 entries", .unsupported,
      HeaderSamples.vmdk { $0.put(little: UInt32(0), at: 44) }),
    BadHeader(
      "grain tables of 1024 entries", .unsupported,
      HeaderSamples.vmdk { $0.put(little: UInt32(1024), at: 44) }),
    BadHeader("at sector 2", HeaderSamples.vmdk { $0.put(little: UInt64(2), at: 28) }),
    BadHeader("at sector 0", HeaderSamples.vmdk { $0.put(little: UInt64(0), at: 28) }),
    BadHeader("descriptor of 0 bytes", HeaderSamples.vmdk { $0.put(little: UInt64(0), at: 36) }),
    BadHeader(
      "descriptor of 66048 bytes", HeaderSamples.vmdk { $0.put(little: UInt64(129), at: 36) }),
    BadHeader("line ends were changed", HeaderSamples.vmdk { $0[75] = 0x0a }),
    BadHeader("compression type 2", .unsupported, HeaderSamples.vmdk { $0[77] = 2 }),
    BadHeader("contradicts the flags", HeaderSamples.vmdk { $0[77] = 1 }),
    BadHeader("contradicts the flags", HeaderSamples.vmdk { $0[10] = 3 }),
    BadHeader("grain directory at 0", HeaderSamples.vmdk { $0.put(little: UInt64(0), at: 56) }),
    BadHeader(
      "grain directory at 10240", HeaderSamples.vmdk { $0.put(little: UInt64(20), at: 56) }),
    BadHeader(
      "at 131072 lies outside", HeaderSamples.vmdk { $0.put(little: UInt64(256), at: 56) }),
    BadHeader(
      "grain directory's place", HeaderSamples.vmdk { $0.put(little: UInt64(1) << 60, at: 56) }),
    BadHeader(
      "does not end in footer", HeaderSamples.vmdk { $0.put(little: UInt64.max, at: 56) }),
    BadHeader("does not end in footer", HeaderSamples.vmdkStream(marker: { $0[12] = 2 })),
    BadHeader("does not end in footer", HeaderSamples.vmdkStream(marker: { $0[8] = 1 })),
    BadHeader("does not end in footer", of: HeaderSamples.vmdkStream()) { $0[$0.count - 1] = 1 },
    BadHeader(
      "header and footer contradict",
      HeaderSamples.vmdkStream(footer: { $0.put(little: UInt64(40960), at: 12) })),
    BadHeader(
      "header and footer contradict",
      HeaderSamples.vmdkStream(footer: { $0.put(little: UInt64.max, at: 56) })),
    BadHeader(
      "lies over header or descriptor",
      HeaderSamples.vmdkStream(footer: { $0.put(little: UInt64(3), at: 56) })),
  ]

  @Test(arguments: malformed) func malformedIsRefused(_ bad: BadHeader) {
    bad.expectMalformed(VmdkHeader.self)
  }

  static let refused: [BadHeader] = [
    BadHeader(
      "extent without its descriptor", .unsupported,
      HeaderSamples.vmdk { $0.put([UInt8](repeating: 0, count: 16), at: 28) }),
    BadHeader("flag bit 3", .unsupported, HeaderSamples.vmdk { $0[8] = 0x0b }),
    BadHeader("flag bit 31", .unsupported, HeaderSamples.vmdk { $0[11] = 0x80 }),
    BadHeader("only one of", .unsupported, HeaderSamples.vmdk { $0[10] = 2 }),
    BadHeader(
      "only one of", .unsupported,
      HeaderSamples.vmdkStream(
        header: { $0[10] = 1 }, footer: { $0[10] = 1 })),
    BadHeader(
      "one extent of 20971520 bytes", HeaderSamples.vmdk { $0.put(little: UInt64(40960), at: 12) }),
  ]

  @Test(arguments: refused) func whatMustNotBeReadIsRefused(_ bad: BadHeader) throws {
    try bad.expectRefused(VmdkHeader.self)
  }

  @Test func noShorterFileIsTaken() throws {
    // The directory is the last thing that the header promises.
    try expectTruncationRefused(VmdkHeader.self, HeaderSamples.vmdk(), below: 26 * 512 + 4)
  }

  @Test func noStreamWithoutItsEndIsTaken() {
    let bytes = HeaderSamples.vmdkStream()
    for length in bytes.count - 1537..<bytes.count {
      #expect(throws: PcoccError.self) { try VmdkHeader(file: BytesFile(Array(bytes[..<length]))) }
    }
  }

  @Test func mutationsNeverTrap() {
    mutate(VmdkHeader.self, HeaderSamples.vmdk(), places: 0..<79, seed: 15)
    let stream = HeaderSamples.vmdkStream()
    mutate(VmdkHeader.self, stream, places: stream.count - 1536..<stream.count, seed: 16)
  }
}
