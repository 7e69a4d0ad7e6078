import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct VdiHeaderTests {
  @Test func fieldsAreRead() throws {
    let header = try VdiHeader(file: BytesFile(HeaderSamples.vdi))
    #expect(header.kind == .dynamic)
    #expect(header.mapOffset == 512)
    #expect(header.dataOffset == 1024)
    #expect(header.blockCount == 4)
    // Old programs make disks that do not end with a sector.
    #expect(header.virtualSize == 3 << 20 + 512)
    #expect(header.imageID == "33221100-5544-7766-8899-aabbccddeeff")
    #expect(header.parentID == nil)
    #expect(header.refusals(path: "").isEmpty)
  }

  /// The header of newer programs, with the map where they put it.
  @Test func largerHeadersAreRead() throws {
    var bytes = HeaderSamples.vdi
    bytes.put(little: UInt32(0x190), at: 72)
    bytes.put(little: UInt32(2), at: 76)
    bytes.put(little: UInt32(1 << 20), at: 340)
    bytes.put(little: UInt32(2 << 20), at: 344)
    let header = try VdiHeader(file: BytesFile(bytes, size: 2 << 20))
    #expect(header.kind == .static)
    #expect(header.mapOffset == 1 << 20)
  }

  @Test func aDiskOfNothingHasNoBlocks() throws {
    var bytes = Array(HeaderSamples.vdi[..<512])
    bytes.put(little: UInt32(512), at: 344)
    bytes.put(little: UInt64(0), at: 368)
    bytes.put(little: UInt32(0), at: 384)
    #expect(try VdiHeader(file: BytesFile(bytes)).virtualSize == 0)
  }

  static let malformed: [BadHeader] = [
    BadHeader("no VDI signature", of: HeaderSamples.vdi) { $0[64] = 0 },
    BadHeader("VDI version 1.2", .unsupported, of: HeaderSamples.vdi) { $0[68] = 2 },
    BadHeader("VDI version 0.1", .unsupported, of: HeaderSamples.vdi) { $0[70] = 0 },
    BadHeader("VDI type 0", .unsupported, of: HeaderSamples.vdi) { $0[76] = 0 },
    BadHeader("VDI type 5", .unsupported, of: HeaderSamples.vdi) { $0[76] = 5 },
    BadHeader("header that ends at byte 4294967367", of: HeaderSamples.vdi) {
      $0.put(little: UInt32.max, at: 72)
    },
    BadHeader("header that ends at byte 455", of: HeaderSamples.vdi) {
      $0.put(little: UInt32(0x17f), at: 72)
    },
    BadHeader("the block map being at 0", of: HeaderSamples.vdi) {
      $0.put(little: UInt32(0), at: 340)
    },
    BadHeader("block map at 513", of: HeaderSamples.vdi) { $0.put(little: UInt32(513), at: 340) },
    BadHeader("data at 1023 is not aligned", of: HeaderSamples.vdi) {
      $0.put(little: UInt32(1023), at: 344)
    },
    BadHeader("data at 512 lies over the block map", of: HeaderSamples.vdi) {
      $0.put(little: UInt32(512), at: 344)
    },
    BadHeader("lies over the block map of 4294967295", of: HeaderSamples.vdi) {
      $0.put(little: UInt32.max, at: 384)
    },
    BadHeader("block map of 2147483136 bytes", of: HeaderSamples.vdi) {
      $0.put(little: UInt32((2 << 30 - 512) / 4), at: 384)
      $0.put(little: UInt32(2 << 30), at: 344)
    },
    BadHeader("sectors of 4096 bytes", of: HeaderSamples.vdi) {
      $0.put(little: UInt32(4096), at: 360)
    },
    BadHeader("VDI blocks of 0 bytes", .unsupported, of: HeaderSamples.vdi) {
      $0.put(little: UInt32(0), at: 376)
    },
    BadHeader("VDI blocks of 2097152 bytes", .unsupported, of: HeaderSamples.vdi) {
      $0.put(little: UInt32(2 << 20), at: 376)
    },
    BadHeader("disk size 4194305, more than its 4 blocks", of: HeaderSamples.vdi) {
      $0.put(little: UInt64(4 << 20 + 1), at: 368)
    },
    BadHeader("disk size 9223372036854775807", of: HeaderSamples.vdi) {
      $0.put(little: UInt64(Int.max), at: 368)
    },
    BadHeader("disk size 18446744073709551615", of: HeaderSamples.vdi) {
      $0.put(little: UInt64.max, at: 368)
    },
  ]

  @Test(arguments: malformed) func malformedIsRefused(_ bad: BadHeader) {
    bad.expectMalformed(VdiHeader.self)
  }

  static let refused: [BadHeader] = [
    BadHeader(
      "parent image \"04030201-0605-0807-090a-0b0c0d0e0f10\"", .unsupported, of: HeaderSamples.vdi
    ) {
      $0[76] = 4
      $0.put(Array(1...16), at: 424)
    },
    BadHeader("parent image \"\"", .unsupported, of: HeaderSamples.vdi) { $0[76] = 4 },
    BadHeader("parent image \"\"", .unsupported, of: HeaderSamples.vdi) { $0[76] = 3 },
    BadHeader(
      "parent image \"00000000-0000-0000-0000-000000000001\"", .unsupported, of: HeaderSamples.vdi
    ) {
      $0[439] = 1
    },
    BadHeader("parent image \"00000001-", .unsupported, of: HeaderSamples.vdi) { $0[440] = 1 },
    BadHeader("1048576 bytes of other data", .unsupported, of: HeaderSamples.vdi) {
      $0.put(little: UInt32(1 << 20), at: 380)
    },
  ]

  @Test(arguments: refused) func whatMustNotBeReadIsRefused(_ bad: BadHeader) throws {
    try bad.expectRefused(VdiHeader.self)
  }

  @Test func noShorterFileIsTaken() throws {
    try expectTruncationRefused(VdiHeader.self, HeaderSamples.vdi, below: 528)
  }

  @Test func mutationsNeverTrap() {
    mutate(VdiHeader.self, HeaderSamples.vdi, places: 64..<456, seed: 12)
  }
}
