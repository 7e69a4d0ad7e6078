import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Whatever is written, qemu-img finds it identical with the source, and so do we.
@Suite struct VpcWriterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var options: VpcOptions
    var disk: SampleDisk
    var testDescription: String { "\(options) \(disk.testDescription)" }
  }

  static let cases = VpcOptions.Subformat.allCases.flatMap { subformat in
    [true, false].flatMap { forceSize in
      SampleDisk.all(clusterSize: VpcWriter.blockSize).map { disk in
        Case(options: VpcOptions(subformat: subformat, forceSize: forceSize), disk: disk)
      }
    }
  }.filter { $0.disk.size > 0 || $0.options.subformat == .dynamic }

  @Test(arguments: cases) func writesSoundImages(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = folder.appending("image.vhd")
      try ImageFiles.write(ImageFiles.open(raw, .raw), as: .vpc(example.options), to: image)
      let reader = try ImageFiles.open(image, .vpc)
      try reader.validate()
      try expectSame(reader, as: raw)
      let size = example.disk.size.dividedRoundingUp(by: 512) * 512
      if example.options.forceSize {
        #expect(reader.virtualSize == size)
      } else {
        let theirs = try ImageFiles.convert(
          raw, to: "vpc", "subformat=dynamic", in: folder)
        #expect(try reader.virtualSize == ImageFiles.open(theirs, .vpc).virtualSize)
      }
      try Oracle.qemuImg(["compare", "-q", "-f", "raw", "-F", "vpc", raw.string, image.string])
      let info = try Oracle.qemuImg(["info", "-f", "vpc", "--output=json", image.string])
      #expect(info.contains("\"virtual-size\": \(reader.virtualSize),"))
    }
  }

  @Test func storesNoBlocksOfZeros() throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try SampleDisk.sparse.write(to: raw)
      let image = folder.appending("image.vhd")
      try ImageFiles.write(ImageFiles.open(raw, .raw), as: .vpc(VpcOptions()), to: image)
      // Footers, headers, a table of 2560 entries, and the first, the last and two more blocks.
      let size = try ImageFiles.system.status(of: image, followingLinks: false).size
      #expect(size == 1536 + 2560 * 4 + 4 * (512 + 2 << 20) + 512)
    }
  }

  @Test func fieldsFollowTheSpecification() throws {
    let sink = MemorySink()
    try ImageWriter.write(
      SyntheticDisk([(5 << 20, .plain(fileOffset: 0))]), as: .vpc(VpcOptions()), to: sink)
    let footer = Array(sink.bytes.suffix(512))
    #expect(Array(sink.bytes.prefix(512)) == footer)
    let fields = HeaderFields(bytes: footer, order: .big, path: "")
    #expect(try fields.text(0..<8) == "conectix")
    #expect(try fields.uint32(8) == 2)
    #expect(try fields.uint32(12) == 0x0001_0000)
    #expect(try fields.uint64(16) == 512)
    // Between 2026 and 2056.
    #expect(try 820_000_000..<1_770_000_000 ~= fields.uint32(24))
    #expect(try fields.uint64(40) == 5 << 20)
    #expect(try fields.uint64(48) == 5 << 20)
    // 10240 sectors make 150 cylinders of 4 heads and 17 sectors.
    #expect(
      try [fields.uint16(56), UInt16(fields.uint8(58)), UInt16(fields.uint8(59))] == [150, 4, 17])
    #expect(try fields.uint32(60) == 3)
    #expect(try fields.uuid(68)?.prefix(15).last == "4")
    #expect(footer[84...].allSatisfy { $0 == 0 })
    let table = HeaderFields(bytes: Array(sink.bytes[1536..<2048]), order: .big, path: "")
    #expect(try (0..<4).map { try table.uint32($0 * 4) } == [4, 4 + 4097, 4 + 2 * 4097, .max])
    #expect(sink.bytes[2048..<2560].allSatisfy { $0 == 0xff })
  }

  @Test func imagesHaveDifferentIdentities() throws {
    let ids = try (0..<2).map { _ in
      let sink = MemorySink()
      try ImageWriter.write(SyntheticDisk([(512, .unallocated)]), as: .vpc(VpcOptions()), to: sink)
      return try VpcHeader(file: BytesFile(sink.bytes)).footer.uniqueID
    }
    #expect(ids[0] != nil && ids[0] != ids[1])
  }

  struct Geometry: Sendable {
    var sectors: Int
    var expected: VpcGeometry

    init(_ sectors: Int, _ cylinders: Int, _ heads: Int, _ sectorsPerTrack: Int) {
      self.sectors = sectors
      expected = VpcGeometry(
        cylinders: cylinders, heads: heads, sectorsPerTrack: sectorsPerTrack)
    }
  }

  /// Each branch of the specification's calculation, with the numbers on both sides of its limit.
  @Test(arguments: [
    Geometry(0, 0, 4, 17), Geometry(67, 0, 4, 17), Geometry(68, 1, 4, 17),
    Geometry(69_631, 1023, 4, 17), Geometry(69_632, 140, 16, 31), Geometry(69_649, 819, 5, 17),
    Geometry(278_527, 1023, 16, 17), Geometry(278_528, 561, 16, 31),
    Geometry(507_903, 1023, 16, 31), Geometry(507_904, 503, 16, 63),
    Geometry(66_059_279, 65534, 16, 63), Geometry(66_059_280, 16191, 16, 255),
    Geometry(267_382_800, 65535, 16, 255), Geometry(.max, 65535, 16, 255),
  ])
  func geometriesAreThoseOfTheSpecification(_ example: Geometry) {
    #expect(VpcGeometry(sectors: example.sectors) == example.expected)
  }

  @Test(arguments: VpcOptions.Subformat.allCases)
  func refusesDisksThatAreTooLarge(_ subformat: VpcOptions.Subformat) {
    let limit = VpcHeader.maximumSize
    let options = VpcOptions(subformat: subformat)
    #expect(throws: Never.self) { try options.disk(ofSize: limit) }
    for size in [limit + 1, .max] {
      let error = #expect(throws: PcoccError.self) { try options.disk(ofSize: size) }
      #expect(error?.code == .unsupported)
      #expect(error?.message.contains("too large for a VHD") == true)
    }
  }

  @Test func refusesAFixedDiskOfNoBytes() {
    let error = #expect(throws: PcoccError.self) {
      try VpcOptions(subformat: .fixed).disk(ofSize: 0)
    }
    #expect(error?.message == "a disk of 0 bytes cannot be a fixed VHD")
  }

  @Test func theLargestDiskHasPlaceForAllBlocks() throws {
    // The table's entries are numbers of 32 bits.
    let blocks = VpcHeader.maximumSize / VpcWriter.blockSize
    #expect(UInt32(exactly: 3 + blocks / 128 + 1 + blocks * 4097) != nil)
  }
}
