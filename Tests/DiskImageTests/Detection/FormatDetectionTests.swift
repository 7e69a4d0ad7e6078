import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct FormatDetectionTests {
  struct Signature: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var formats: [DiskFormat] = []
    var foreign: [ForeignFormat] = []
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ formats: DiskFormat...) {
      self.name = name
      self.bytes = bytes
      self.formats = formats
    }

    /// - Parameter offset: zero bytes before the text.
    init(_ name: String, _ text: String, at offset: Int = 0, _ formats: DiskFormat...) {
      self.name = name
      bytes = [UInt8](repeating: 0, count: offset) + Array(text.utf8)
      self.formats = formats
    }

    init(_ foreign: ForeignFormat, _ bytes: [UInt8]) {
      name = foreign.rawValue
      self.bytes = bytes
      self.foreign = [foreign]
    }

    init(_ foreign: ForeignFormat, _ text: String) { self.init(foreign, Array(text.utf8)) }

    func expectDetected() throws {
      let detection = try FormatDetection.detect(BytesFile(bytes))
      #expect(detection.formats == formats)
      #expect(detection.foreignFormats == foreign)
      #expect(detection.fileSize == bytes.count)
      // Nothing but zeros behind it changes the verdict.
      let padded = try FormatDetection.detect(BytesFile(bytes, size: 1 << 30))
      guard formats != [.vpc], foreign != [.dmg] else { return }
      #expect(padded.formats == formats)
      #expect(padded.foreignFormats == foreign)
    }
  }

  private static let qcow2: [UInt8] = [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3]

  static let supported: [Signature] = [
    Signature("qcow2 version 3", qcow2, .qcow2),
    Signature("qcow2 version 2", [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 2], .qcow2),
    Signature("qcow2 version 0", [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 0], .qcow2),
    Signature("qcow2 cut", [0x51, 0x46, 0x49, 0xfb], .qcow2),
    Signature("qed", "QED\0", .qed),
    Signature("vdi", [UInt8](repeating: 0x20, count: 64) + [0x7f, 0x10, 0xda, 0xbe], .vdi),
    Signature("vmdk sparse", "KDMV", .vmdk),
    Signature("vmdk of ESX", "COWD", .vmdk),
    Signature("vpc dynamic", "conectix", .vpc),
    Signature("vpc dynamic whole", HeaderSamples.vpc(), .vpc),
    Signature("vpc fixed", HeaderSamples.fixedVpc(), .vpc),
    Signature(
      "vpc fixed with a geometry beyond it",
      HeaderSamples.fixedVpc(footer: { $0.put("vpc ", at: 28) }), .vpc),
    Signature("descriptor", "# Disk DescriptorFile", .vmdk),
    Signature("descriptor with binary", Array("# Disk DescriptorFile\n".utf8) + [0, 0xff], .vmdk),
    Signature("version", "version=1\n", .vmdk),
    Signature("version 2 of Windows", "version=2\r\nCID", .vmdk),
    Signature("version after comments", "#a\n#\n  \n \r\n#b\nversion=3\n", .vmdk),
    Signature(
      "binary comment", Array("#".utf8) + [0, 0xff, 7, 0x0a] + Array("version=1\n".utf8), .vmdk),
    Signature("long comment", "#" + String(repeating: "x", count: 60000) + "\nversion=1\n", .vmdk),
  ]

  @Test(arguments: supported) func supportedFormatsAreFound(_ signature: Signature) throws {
    try signature.expectDetected()
  }

  static let raw: [Signature] = [
    Signature("zeros", [UInt8](repeating: 0, count: 4096)),
    Signature("a byte", [0]),
    Signature("version 4", "version=4\n"),
    Signature("version 10", "version=10\n"),
    Signature("not the first line", "name=x\nversion=1\n"),
    Signature("a script", "#!/bin/sh\necho version=1\n"),
    Signature("qcow2 elsewhere", "QFI\u{fb}", at: 1),
    Signature("vdi elsewhere", "\u{7f}\u{10}\u{da}\u{be}", at: 63),
    Signature("footer with a wrong checksum", fixed { $0[$0.count - 1] = 1 }),
    Signature(
      "footer of a dynamic image",
      [UInt8](repeating: 0, count: 8 << 20) + HeaderSamples.vpcFooter(3)),
    Signature(
      "footer of a larger disk",
      HeaderSamples.fixedVpc(footer: { $0.put(big: UInt64(8 << 20 + 512), at: 48) })),
    Signature("footer not at the end", HeaderSamples.fixedVpc() + [0]),
    Signature("ISO 9660", [UInt8](repeating: 0, count: 0x8001) + Array("CD001".utf8)),
  ]

  private static func fixed(_ patch: (inout [UInt8]) -> Void) -> [UInt8] {
    var bytes = HeaderSamples.fixedVpc()
    patch(&bytes)
    return bytes
  }

  @Test(arguments: raw) func otherBytesMatchNothing(_ signature: Signature) throws {
    try signature.expectDetected()
  }

  static let foreign: [Signature] = [
    Signature(.vhdx, "vhdxfile"),
    Signature(.qcow1, [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 1]),
    Signature(.parallels, "WithoutFreeSpace"),
    Signature(.parallels, "WithouFreSpacExt"),
    Signature(.luks, [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe, 0, 1]),
    Signature(.luks, [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe, 0, 2]),
    Signature(.bochs, "Bochs Virtual HD Image\0"),
    Signature(.cloop, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0\n"),
    Signature(
      .dmg,
      [UInt8](repeating: 7, count: 1000) + Array("koly".utf8) + [0, 0, 0, 4, 0, 0, 2, 0]
        + [UInt8](repeating: 0, count: 500)),
    Signature(.seSparse, [0xbe, 0xba, 0xfe, 0xca, 0, 0, 0, 0]),
    Signature(.gzip, [0x1f, 0x8b]),
    Signature(.xz, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
    Signature(.zstd, [0x28, 0xb5, 0x2f, 0xfd]),
    Signature(.bzip2, "BZh9"),
    Signature(.tar, [UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8)),
  ]

  @Test(arguments: foreign) func foreignFormatsAreFound(_ signature: Signature) throws {
    try signature.expectDetected()
  }

  @Test func everyForeignFormatIsTested() {
    #expect(Set(Self.foreign.flatMap(\.foreign)).union([.iso9660]) == Set(ForeignFormat.allCases))
  }

  @Test func polyglotsMatchAllTheirFormats() throws {
    var bytes = Self.qcow2 + [UInt8](repeating: 0, count: 1016)
    bytes.put([0x7f, 0x10, 0xda, 0xbe], at: 64)
    bytes.put("ustar", at: 257)
    bytes += HeaderSamples.vpcFooter(2) { $0.put(big: UInt64(1024), at: 48) }
    let detection = try FormatDetection.detect(BytesFile(bytes))
    #expect(detection.formats == [.qcow2, .vdi, .vpc])
    #expect(detection.foreignFormats == [.tar])
    #expect(detection.names == ["qcow2", "vdi", "vpc", "tar archive or OVA"])
  }

  /// Inside the first cluster it is a second format, further on the guest's own.
  @Test(arguments: [9, 15, 16, 21]) func anIsoInTheHeaderClusterCounts(_ clusterBits: UInt32) throws
  {
    var bytes = Self.qcow2 + [UInt8](repeating: 0, count: 0x8010)
    bytes.put(big: clusterBits, at: 20)
    bytes.put("CD001", at: 0x8001)
    let detection = try FormatDetection.detect(BytesFile(bytes))
    #expect(detection.foreignFormats == (clusterBits >= 16 ? [.iso9660] : []))
  }
}
