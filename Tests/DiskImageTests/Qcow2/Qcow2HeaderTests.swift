import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct Qcow2HeaderTests {
  static func parse(_ header: Qcow2Header, fileSize: Int = 1 << 20) throws -> Qcow2Header {
    try Qcow2Header(file: BytesFile(header.encoded(), size: fileSize))
  }

  static func sample(version: Int = 3, _ change: (inout Qcow2Header) -> Void = { _ in })
    -> Qcow2Header
  {
    var header = Qcow2Header(version: version, clusterBits: 16, virtualSize: 1 << 30)
    header.l1Count = 2
    header.l1Offset = 0x30000
    header.refcountTableOffset = 0x10000
    header.refcountTableClusters = 1
    change(&header)
    return header
  }

  @Test(arguments: [2, 3])
  func readsWhatItWrites(_ version: Int) throws {
    let header = Self.sample(version: version) { header in
      header.backingName = "../../data/ab/abcdef"
      header.extensions.backingFormat = "qcow2"
    }
    let parsed = try Self.parse(header)
    #expect(parsed == header)
    #expect(header.encoded().count == (version == 2 ? 72 : 112) + 16 + 8 + 20)
    #expect(try Self.parse(Self.sample(version: version)) == Self.sample(version: version))
  }

  @Test func readsAllFeatures() throws {
    let header = Self.sample { header in
      header.incompatible = [.dirty, .corrupt, .externalDataFile, .compressionType, .extendedL2]
      header.compression = .zstd
      header.compatible = .lazyRefcounts
      header.autoclear = [.bitmaps, Qcow2AutoclearFeatures(rawValue: 2)]
      header.refcountOrder = 6
      header.encryptionMethod = 2
      header.snapshotCount = 3
      header.snapshotTableOffset = 0x50000
      header.l1Count = 9
    }
    #expect(try Self.parse(header) == header)
  }

  @Test func readsWhatQemuImgWrites() throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("a.qcow2")
      try Oracle.qemuImg(
        ["create", "-f", "qcow2", "-F", "raw", "-b", "base.raw", "-u"]
          + ["-o", "compression_type=zstd,extended_l2=on,lazy_refcounts=on,refcount_bits=8"]
          + [image.string, "10G"])
      let header = try Qcow2Header(file: Qcow2Images.fileSystem.openForReading(image))
      #expect(header.version == 3)
      #expect(header.virtualSize == 10 << 30)
      #expect(header.backingName == "base.raw")
      #expect(header.extensions.backingFormat == "raw")
      #expect(header.compression == .zstd)
      #expect(header.incompatible == [.compressionType, .extendedL2])
      #expect(header.compatible == .lazyRefcounts)
      #expect(header.refcountOrder == 3)
      #expect(header.headerLength == 112)
      #expect(header.extensions.featureNames[2] == "external data file")
    }
  }

  @Test func readsExtensionsItDoesNotKnow() throws {
    var bytes = Self.sample().encoded()
    bytes.removeLast(8)
    bytes.append(bigEndian: UInt32(0x1234_5678))
    bytes.append(bigEndian: UInt32(3))
    bytes += [1, 2, 3, 0, 0, 0, 0, 0]
    bytes.append(bigEndian: Qcow2Extensions.Kind.dataFileName.rawValue)
    bytes.append(bigEndian: UInt32(4))
    bytes += Array("data".utf8) + [0, 0, 0, 0]
    let header = try Qcow2Header(file: BytesFile(bytes, size: 1 << 20))
    #expect(header.extensions.dataFileName == "data")
  }

  @Test func cutsTheDiskToWholeSectors() throws {
    #expect(try Self.parse(Self.sample { $0.virtualSize = 1000 }).virtualSize == 512)
  }

  @Test func readsShorterHeaders() throws {
    var bytes = Self.sample().encoded()
    bytes.removeSubrange(104..<112)
    bytes[103] = 104
    let header = try Qcow2Header(file: BytesFile(bytes, size: 1 << 20))
    #expect(header.headerLength == 104)
    #expect(header.compression == .zlib)
  }

  struct Refused: Sendable {
    var change: @Sendable (inout Qcow2Header) -> Void
    var code = PcoccError.Code.unsupported
    var message: String
  }

  @Test(arguments: [
    Refused(change: { $0.encryptionMethod = 1 }, message: "encryption (AES)"),
    Refused(change: { $0.encryptionMethod = 2 }, message: "encryption (LUKS)"),
    Refused(change: { $0.encryptionMethod = 9 }, message: "encryption (method 9)"),
    Refused(change: { $0.incompatible = .corrupt }, code: .corrupt, message: "marked corrupt"),
    Refused(change: { $0.incompatible = .externalDataFile }, message: "external data file"),
    Refused(
      change: { $0.incompatible = .init(rawValue: 1 << 40) },
      message: "unknown qcow2 feature bit 40"),
    Refused(change: { $0.backingName = "/etc/passwd" }, message: "backing file \"/etc/passwd\""),
    Refused(change: { $0.backingName = "" }, message: "backing file \"\""),
  ])
  func refusesToReadByName(_ item: Refused) throws {
    let header = try Self.parse(Self.sample { item.change(&$0) })
    let error = #expect(throws: PcoccError.self) {
      try header.validateForReading(path: "image.qcow2", allowingBacking: false)
    }
    #expect(error?.code == item.code)
    #expect(error?.description.contains(item.message) == true)
  }

  @Test func readsLayersWhereAllowed() throws {
    let header = try Self.parse(Self.sample { $0.backingName = "base" })
    try header.validateForReading(path: "image.qcow2", allowingBacking: true)
  }

  @Test func readsWhatIsDirtyOrHasSnapshots() throws {
    let header = try Self.parse(
      Self.sample { header in
        header.incompatible = .dirty
        header.snapshotCount = 1
        header.snapshotTableOffset = 0x50000
      })
    try header.validateForReading(path: "image.qcow2", allowingBacking: false)
  }
}
