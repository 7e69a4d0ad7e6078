import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct VpcHeaderTests {
  @Test func dynamicFieldsAreRead() throws {
    let header = try VpcHeader(file: BytesFile(HeaderSamples.vpc()))
    #expect(header.footer.kind == .dynamic)
    #expect(header.footer.creator == "test")
    #expect(header.footer.uniqueID == "00112233-4455-6677-0000-000000000000")
    #expect(header.virtualSize == 8 << 20)
    let dynamic = try #require(header.dynamic)
    #expect(dynamic.tableOffset == 1536)
    #expect(dynamic.blockCount == 4)
    #expect(dynamic.blockSize == 2 << 20)
    #expect(dynamic.bitmapSize == 512)
    #expect(header.refusals(path: "").isEmpty)
  }

  @Test func fixedFieldsAreRead() throws {
    let header = try VpcHeader(file: BytesFile(HeaderSamples.fixedVpc()))
    #expect(header.footer.kind == .fixed)
    #expect(header.footer.dataOffset == nil)
    #expect(header.virtualSize == 8 << 20)
    #expect(header.dynamic == nil)
  }

  struct SizeCase: Sendable, CustomTestStringConvertible {
    var creator: String
    var isLargestGeometry = false
    var size: Int
    var testDescription: String { creator }
  }

  /// 120 * 8 * 17 sectors are somewhat less than 8 MiB.
  @Test(arguments: [
    SizeCase(creator: "vpc ", size: 120 * 8 * 17 * 512),
    SizeCase(creator: "qemu", size: 120 * 8 * 17 * 512),
    SizeCase(creator: "qemu", isLargestGeometry: true, size: 8 << 20),
    SizeCase(creator: "qem2", size: 8 << 20),
    SizeCase(creator: "win ", size: 8 << 20),
    SizeCase(creator: "vbox", size: 8 << 20),
    SizeCase(creator: "wa\0\0", size: 8 << 20),
  ])
  func theCreatorTellsWhichSizeCounts(_ sizeCase: SizeCase) throws {
    let bytes = HeaderSamples.vpc(footer: { footer in
      footer.put(sizeCase.creator, at: 28)
      guard sizeCase.isLargestGeometry else { return }
      footer.put(big: UInt16(65535), at: 56)
      footer.put([16, 255], at: 58)
    })
    #expect(try VpcHeader(file: BytesFile(bytes)).virtualSize == sizeCase.size)
  }

  static let malformed: [BadHeader] = [
    BadHeader("has no VHD footer", [UInt8](repeating: 0, count: 4096)),
    BadHeader("checksum of the VHD footer", of: HeaderSamples.vpc()) { $0[67] ^= 1 },
    BadHeader("checksum of the VHD footer", of: HeaderSamples.vpc()) { $0[$0.count - 1] = 1 },
    BadHeader("checksum of the VHD footer", of: HeaderSamples.fixedVpc()) { $0[$0.count - 1] = 1 },
    BadHeader("footer at the end is missing", Array(HeaderSamples.vpc().dropLast())),
    BadHeader("contradict each other", of: HeaderSamples.vpc()) {
      $0.replaceSubrange(
        ($0.count - 512)...,
        with: HeaderSamples.vpcFooter(3) { $0.put(big: UInt64(4 << 20), at: 48) })
    },
    BadHeader("contradict each other", of: HeaderSamples.vpc()) {
      $0.replaceSubrange(($0.count - 512)..., with: HeaderSamples.vpcFooter(3) { $0[70] = 0xff })
    },
    BadHeader("fixed VHD that begins with a footer", HeaderSamples.vpc(kind: 2)),
    BadHeader(
      "dynamic VHD that does not begin",
      [UInt8](repeating: 0, count: 8 << 20)
        + HeaderSamples.vpcFooter(3)),
    BadHeader("VHD type 0", .unsupported, HeaderSamples.vpc(kind: 0)),
    BadHeader("VHD type 5", .unsupported, HeaderSamples.vpc(kind: 5)),
    BadHeader(
      "VHD version 2", .unsupported,
      HeaderSamples.vpc(footer: { $0.put(big: UInt32(0x0002_0000), at: 12) })),
    BadHeader(
      "disk size 8388609 is not", HeaderSamples.vpc(footer: { $0[55] = 1 })),
    BadHeader(
      "disk size 18446744073709551615",
      HeaderSamples.vpc(footer: { $0.put(big: UInt64.max, at: 48) })),
    BadHeader(
      "more than the 2190433320960 of a VHD",
      HeaderSamples.vpc(footer: { $0.put(big: UInt64(3) << 40, at: 48) })),
    BadHeader(
      "geometry of none",
      HeaderSamples.vpc(footer: {
        $0.put("qemu", at: 28)
        $0[58] = 0
      })),
    BadHeader(
      "8388608 bytes before the VHD footer",
      HeaderSamples.fixedVpc(footer: { $0.put(big: UInt64(8 << 20 + 512), at: 48) })),
    BadHeader(
      "8388608 bytes before the VHD footer",
      HeaderSamples.fixedVpc(footer: {
        $0.put("vpc ", at: 28)
        $0.put(big: UInt16(200), at: 56)
      })),
    BadHeader(
      "does not tell where the header is",
      HeaderSamples.vpc(footer: { $0.put(big: UInt64.max, at: 16) })),
    BadHeader(
      "does not tell where the header is",
      HeaderSamples.vpc(footer: { $0.put(big: UInt64(0), at: 16) })),
    BadHeader(
      "VHD dynamic header at 1537 lies outside",
      HeaderSamples.vpc(footer: { $0.put(big: UInt64(1537), at: 16) })),
    BadHeader(
      "lies outside", HeaderSamples.vpc(footer: { $0.put(big: UInt64(Int.max), at: 16) })),
    BadHeader("no VHD dynamic header", HeaderSamples.vpc(header: { $0[0] = 0 })),
    BadHeader("checksum of the VHD dynamic header", of: HeaderSamples.vpc()) { $0[1535] = 1 },
    BadHeader(
      "dynamic header version 2", .unsupported,
      HeaderSamples.vpc(header: { $0.put(big: UInt32(0x0002_0000), at: 24) })),
    BadHeader(
      "blocks of 0 bytes", HeaderSamples.vpc(header: { $0.put(big: UInt32(0), at: 32) })),
    BadHeader(
      "blocks of 256 bytes", HeaderSamples.vpc(header: { $0.put(big: UInt32(256), at: 32) })),
    BadHeader(
      "blocks of 2097153 bytes", HeaderSamples.vpc(header: { $0[35] = 1 })),
    BadHeader(
      "more than the 6291456 bytes of its blocks",
      HeaderSamples.vpc(header: { $0.put(big: UInt32(3), at: 28) })),
    BadHeader(
      "block allocation table of 17179869180 bytes",
      HeaderSamples.vpc(header: {
        $0.put(big: UInt32.max, at: 28)
        $0.put(big: UInt32(1) << 31, at: 32)
      })),
    BadHeader(
      "block allocation table of 16 bytes at 9223372036854775807",
      HeaderSamples.vpc(header: { $0.put(big: UInt64(Int.max), at: 16) })),
    BadHeader(
      "block allocation table 9223372036854775808",
      HeaderSamples.vpc(header: { $0.put(big: UInt64(1) << 63, at: 16) })),
    BadHeader(
      "table of 16 bytes at 2040 lies outside",
      HeaderSamples.vpc(header: { $0.put(big: UInt64(2040), at: 16) })),
    BadHeader(
      "table at 1532 lies over a header",
      HeaderSamples.vpc(header: { $0.put(big: UInt64(1532), at: 16) })),
    BadHeader(
      "table at 0 lies over a header",
      HeaderSamples.vpc(header: { $0.put(big: UInt64(0), at: 16) })),
  ]

  @Test(arguments: malformed) func malformedIsRefused(_ bad: BadHeader) {
    bad.expectMalformed(VpcHeader.self)
  }

  static let refused: [BadHeader] = [
    BadHeader(
      "parent image \"C:\\é.vhd\"", .unsupported,
      HeaderSamples.vpc(
        kind: 4,
        header: { header in
          for (index, unit) in "C:\\é.vhd".utf16.enumerated() {
            header.put(big: unit, at: 64 + 2 * index)
          }
        })),
    BadHeader(
      "parent image \"01020304-0506-0708-090a-0b0c0d0e0f10\"", .unsupported,
      HeaderSamples.vpc(kind: 4, header: { $0.put(Array(1...16), at: 40) })),
    BadHeader("parent image \"\"", .unsupported, HeaderSamples.vpc(kind: 4)),
  ]

  @Test(arguments: refused) func whatMustNotBeReadIsRefused(_ bad: BadHeader) throws {
    try bad.expectRefused(VpcHeader.self)
  }

  @Test func noShorterFileIsTaken() throws {
    let bytes = HeaderSamples.vpc()
    try expectTruncationRefused(VpcHeader.self, bytes, below: bytes.count)
  }

  @Test func noFixedImageWithoutItsEndIsTaken() {
    let bytes = HeaderSamples.fixedVpc()
    for length in Array(0..<600) + Array(8 << 20..<bytes.count) {
      #expect(throws: PcoccError.self) { try VpcHeader(file: BytesFile(Array(bytes[..<length]))) }
    }
  }

  /// The checksums keep nearly all changes out, so they are made before the sums.
  @Test func mutationsNeverTrap() {
    var generator = SeededGenerator(seed: 13)
    for round in 0..<1000 {
      let place = Int.random(in: 8..<88, using: &generator)
      let value = UInt8.random(in: .min ... .max, using: &generator)
      let count = Int.random(in: 1...8, using: &generator)
      func patch(_ bytes: inout [UInt8]) {
        for index in place..<place + count { bytes[index] = value }
      }
      let bytes =
        round % 2 == 0 ? HeaderSamples.vpc(footer: patch) : HeaderSamples.vpc(header: patch)
      do {
        #expect(try VpcHeader(file: BytesFile(bytes)).virtualSize >= 0)
      } catch {
        #expect(error is PcoccError)
      }
    }
    mutate(VpcHeader.self, HeaderSamples.vpc(), places: 0..<2560, seed: 14)
  }
}
