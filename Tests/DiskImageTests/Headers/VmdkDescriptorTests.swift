import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct VmdkDescriptorTests {
  private static let extentLine = "RW 20480 SPARSE \"disk.vmdk\""

  /// The text with one line of it replaced, or with more behind it.
  private static func text(_ old: String = "", _ new: String = "", and more: String = "") -> String
  {
    (old.isEmpty ? HeaderSamples.vmdkText : HeaderSamples.vmdkText.replacing(old, with: new)) + more
  }

  private static func extent(_ line: String) -> String { text(extentLine, line) }

  @Test func valuesAndExtentsAreRead() throws {
    let text = Self.extent(
      "\tRW 20480 SPARSE \"a b.vmdk\" \r\nNOACCESS 8 ZERO\nRDONLY 9 FLAT \"é\" 7")
    let descriptor = try VmdkDescriptor(Array(text.utf8) + [0, 0], path: "x")
    #expect(descriptor.version == 1)
    #expect(descriptor.contentID == 0x1234_5678)
    #expect(descriptor.createType == "monolithicSparse")
    #expect(descriptor.parentName == nil)
    #expect(descriptor.values["ddb.adaptertype"] == "ide")
    #expect(descriptor.virtualSize == 20497 * 512)
    #expect(
      descriptor.extents == [
        VmdkExtent(
          access: .readWrite, size: 20480 * 512, kind: .sparse, fileName: "a b.vmdk", offset: 0),
        VmdkExtent(access: .none, size: 8 * 512, kind: .zero, fileName: nil, offset: 0),
        VmdkExtent(
          access: .readOnly, size: 9 * 512, kind: .flat, fileName: "é", offset: 7 * 512),
      ])
  }

  @Test func windowsLineEndsAreTaken() throws {
    let text = HeaderSamples.vmdkText.replacing("\n", with: "\r\n")
    let header = try VmdkHeader(file: BytesFile(HeaderSamples.vmdk(text: text)))
    #expect(header.refusals(path: "").isEmpty)
  }

  /// As they are where QEMU has written a shorter content ID over a longer one.
  @Test(arguments: ["\0\n", "\0\"\n", "\u{0}4\"\n\0\0", "\0\0\"\n\0\n", "\0 = \"4\"\n"])
  func remainsOfALongerTextAreTaken(_ remains: String) throws {
    let text = Self.text(and: remains)
    let descriptor = try VmdkDescriptor(Array(text.utf8) + [0, 0], path: "x")
    #expect(descriptor.values["ddb.virtualhwversion"] == "4")
  }

  private static let lines: [String] = [
    "no key", "key", "= value", "b\u{e4}d = 1", "key = \"open", "key = a\"b\"", "version=1",
    "VERSION=2", "rw 20480 SPARSE \"x\"", "RW 20480 SPARSE", "RW 20480 SPARSE x",
    "RW 20480 SPARSE \"\"", "RW 20480 SPARSE \"x", "RW 20480 SPARSE \"x\" 1 2",
    "RW 20480 SPARSE \"x\" -1", "RW 20480 PRESENT \"x\"", "RW -1 SPARSE \"x\"",
    "RW +1 SPARSE \"x\"",
    "RW 0 SPARSE \"x\"", "RW 0x10 SPARSE \"x\"", "RW 18446744073709551744 SPARSE \"x\"",
    "RW 9223372036854775807 SPARSE \"x\"", "RW 8 FLAT \"x\"", "RW 8 FLAT \"x\" 9223372036854775807",
    "RW 8 ZERO \"x\"", "RW 8 SPARSE \"x\" \"y\"", "RW = 1 2", "RW=8 FLAT", "rdonly = x",
    "NOACCESS = 8",
  ]

  @Test(arguments: lines) func everyLineHasToBeUnderstood(_ line: String) {
    let error = #expect(throws: PcoccError.self) {
      try VmdkDescriptor(Array(Self.text(and: line).utf8), path: "x")
    }
    #expect(error?.code == .corrupt)
    #expect(error?.message.contains("line 14 of the VMDK descriptor") == true)
  }

  static let malformed: [BadHeader] = [
    BadHeader("NUL bytes inside", Array(text("version", "ver\0sion").utf8)),
    BadHeader("NUL bytes inside", Array(text(and: "\0\nparentFileNameHint=\"x\"").utf8)),
    BadHeader("NUL bytes inside", Array(text(and: "\0 ").utf8)),
    BadHeader("NUL bytes inside", Array(text(and: "\0\"4\0 ").utf8)),
    BadHeader("NUL bytes inside", Array(text(and: "\0\0\0\0\0\0\0\0\n").utf8)),
    BadHeader("NUL bytes inside", Array(text(and: "\0 = \"4\"\nx").utf8)),
    BadHeader("is not a text", Array("# \u{1}\n".utf8) + Array(text().utf8)),
    BadHeader("is not a text", Array("# ".utf8) + [0xff, 0x0a] + Array(text().utf8)),
    BadHeader("is not a text", Array(text(and: "# a\rparentFileNameHint=\"x\"").utf8)),
    BadHeader("more than 65536", Array(text(and: String(repeating: "#", count: 65536)).utf8)),
    BadHeader("without an extent", Array(extent("").utf8)),
    BadHeader(
      "are too large",
      Array(extent(String(repeating: "RW 9007199254740992 ZERO\n", count: 3)).utf8)),
    BadHeader("without a valid version", Array(text("version=1", "").utf8)),
    BadHeader("without a valid version", Array(text("version=1", "version=one").utf8)),
    BadHeader("without a valid CID", Array(text("CID=12345678\n", "").utf8)),
    BadHeader("without a valid CID", Array(text("CID=12345678", "CID=123456789").utf8)),
    BadHeader("without a valid parentCID", Array(text("parentCID=ffffffff", "").utf8)),
    BadHeader("without a valid createType", Array(text("createType", "type").utf8)),
    BadHeader("line 3 of", Array(text("CID=12345678", "version=1").utf8)),
  ]

  @Test(arguments: malformed) func malformedIsCorrupt(_ bad: BadHeader) {
    bad.expectMalformed(VmdkHeader.self)
  }

  static let refusedInside: [BadHeader] = [
    BadHeader(
      "parent image \"/etc/passwd\"", .unsupported,
      HeaderSamples.vmdk(text: text(and: "parentFileNameHint=\"/etc/passwd\""))),
    BadHeader(
      "parent image \"base.vmdk\"", .unsupported,
      HeaderSamples.vmdk(text: text(and: "PARENTFILENAMEHINT = base.vmdk"))),
    BadHeader(
      "parent image \"\"", .unsupported,
      HeaderSamples.vmdk(text: text("parentCID=ffffffff", "parentCID=fffffffe"))),
    BadHeader(
      "sparse file of type \"monolithicFlat\"", .unsupported,
      HeaderSamples.vmdk(text: text("monolithicSparse", "monolithicFlat"))),
    BadHeader(
      "sparse file of type \"custom\"", .unsupported,
      HeaderSamples.vmdk(text: text("monolithicSparse", "custom"))),
    BadHeader(
      "version 4", .unsupported, HeaderSamples.vmdk(text: text("version=1", "version=4"))),
    BadHeader(
      "extent \"/etc/passwd\"", .unsupported,
      HeaderSamples.vmdk(text: extent("RW 20480 SPARSE \"/etc/passwd\""))),
    BadHeader(
      "extent \"..\\disk.vmdk\"", .unsupported,
      HeaderSamples.vmdk(text: extent("RW 20480 SPARSE \"..\\disk.vmdk\""))),
    BadHeader(
      "extent \"x/\u{301}y\"", .unsupported,
      HeaderSamples.vmdk(text: extent("RW 20480 SPARSE \"x/\u{301}y\""))),
    BadHeader(
      "one extent", HeaderSamples.vmdk(text: extent("RW 20481 SPARSE \"x\""))),
    BadHeader("one extent", HeaderSamples.vmdk(text: extent("RW 20480 FLAT \"x\" 0"))),
    BadHeader("one extent", HeaderSamples.vmdk(text: extent("RW 20480 ZERO"))),
    BadHeader("one extent", HeaderSamples.vmdk(text: extent("RW 20480 SPARSE \"x\" 8"))),
    BadHeader("one extent", HeaderSamples.vmdk(text: extent("NOACCESS 20480 SPARSE \"x\""))),
    BadHeader(
      "one extent", HeaderSamples.vmdk(text: text(and: "RW 20480 SPARSE \"b.vmdk\""))),
  ]

  @Test(arguments: refusedInside) func whatMustNotBeReadIsRefused(_ bad: BadHeader) throws {
    try bad.expectRefused(VmdkHeader.self)
  }

  private static func descriptorFile(_ type: String, _ extents: String) -> [UInt8] {
    Array(extent(extents).replacing("monolithicSparse", with: type).utf8)
  }

  static let refusedFiles: [BadHeader] = [
    BadHeader(
      "extent \"/etc/passwd\"", .unsupported,
      descriptorFile("monolithicFlat", "RW 20480 FLAT \"/etc/passwd\" 0")),
    BadHeader(
      "first of 2 extents \"x-s001.vmdk\"", .unsupported,
      descriptorFile(
        "twoGbMaxExtentSparse", "RW 20480 SPARSE \"x-s001.vmdk\"\nRW 8 SPARSE \"x-s002.vmdk\"")),
    BadHeader("extent \"x\"", .unsupported, descriptorFile("vmfs", "RW 20480 VMFS \"x\"")),
    BadHeader("extent of type ZERO", .unsupported, descriptorFile("vmfs", "RW 20480 ZERO")),
  ]

  @Test(arguments: refusedFiles) func disksOfSeveralFilesAreRefused(_ bad: BadHeader) throws {
    try bad.expectRefused(VmdkHeader.self)
  }

  @Test(arguments: [
    "vmfsSparse", "seSparse", "fullDevice", "vmfsRawDeviceMap", "custom", "x\u{7f}",
  ])
  func otherTypesAreRefusedByName(_ type: String) throws {
    let bytes = Self.descriptorFile(type, "RW 20480 FLAT \"/dev/sda\" 0")
    let refusals = try VmdkHeader(file: BytesFile(bytes)).refusals(path: "")
    #expect(refusals.map(\.code) == [.unsupported, .unsupported])
    #expect(refusals.first?.message.contains("descriptor of type \"\(type)\"") == true)
  }

  @Test func noTextWithoutItsExtentIsTaken() throws {
    let bytes = Self.descriptorFile("vmfs", "RW 20480 VMFS \"x\"")
    let extentEnd = try #require(bytes.lastIndex(of: UInt8(ascii: "x")))
    try expectTruncationRefused(VmdkHeader.self, bytes, below: extentEnd)
  }

  @Test func mutationsNeverTrap() {
    let text = Self.descriptorFile("monolithicFlat", "RW 20480 FLAT \"x\" 0")
    mutate(VmdkHeader.self, text, places: text.indices, seed: 17)
    mutate(VmdkHeader.self, HeaderSamples.vmdk(), places: 512..<900, seed: 18)
  }
}
