import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// The bytes of written images, looked at without the reader.
@Suite struct VmdkLayoutTests {
  /// 1 GiB with data in the first, second and last of its 32 tables, not all of it packable.
  static let disk = SampleDisk(
    testDescription: "1 GiB", size: 1 << 30,
    pieces: [
      0: DiskSamples.text(100_000), 32 << 20 - 65536: DiskSamples.random(131_072),
      1 << 30 - 512: DiskSamples.text(512),
    ])

  private func image(_ options: VmdkOptions, of disk: SampleDisk = disk) throws -> [UInt8] {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try disk.write(to: raw)
      let sink = MemorySink()
      try ImageWriter.write(ImageFiles.open(raw, .raw), as: .vmdk(options), to: sink)
      #expect(sink.isFinished)
      return sink.bytes
    }
  }

  private func fields(_ bytes: [UInt8], at sector: Int) -> HeaderFields {
    HeaderFields(
      bytes: Array(bytes.dropFirst(sector * 512).prefix(512)), order: .little, path: "")
  }

  private func words(_ bytes: [UInt8], at sector: Int, _ count: Int) throws -> [Int] {
    let fields = HeaderFields(
      bytes: Array(bytes.dropFirst(sector * 512).prefix(count * 4)), order: .little, path: "")
    return try (0..<count).map { Int(try fields.uint32($0 * 4)) }
  }

  private func expectCommonFields(_ header: HeaderFields) throws {
    #expect(try header.text(0..<4) == "KDMV")
    #expect(try header.uint64(12) == 1 << 21)
    #expect(try header.uint64(20) == 128)
    #expect(try [header.uint64(28), header.uint64(36)] == [1, 20])
    #expect(try header.uint32(44) == 512)
    #expect(try header.uint8(72) == 0)
    #expect(try header.slice(73..<77) == [0x0a, 0x20, 0x0d, 0x0a])
    #expect(try header.slice(79..<512).allSatisfy { $0 == 0 })
  }

  @Test func sparseImagesHaveBothDirectoriesAndAllTables() throws {
    let bytes = try image(VmdkOptions())
    let header = fields(bytes, at: 0)
    try expectCommonFields(header)
    #expect(try [header.uint32(4), header.uint32(8)] == [1, 3])
    #expect(try header.uint16(77) == 0)
    #expect(try header.uint64(48) == 21)
    #expect(try header.uint64(56) == 21 + 1 + 32 * 4)
    // The tables end at sector 279.
    #expect(try header.uint64(64) == 384)
    #expect(try words(bytes, at: 21, 32) == (0..<32).map { 22 + $0 * 4 })
    #expect(try words(bytes, at: 150, 32) == (0..<32).map { 151 + $0 * 4 })
    let tables = try words(bytes, at: 22, 32 * 512)
    #expect(try words(bytes, at: 151, 32 * 512) == tables)
    let used = tables.enumerated().filter { $0.element != 0 }
    #expect(used.map(\.offset) == [0, 1, 511, 512, 16383])
    #expect(used.map(\.element) == (0..<5).map { 384 + $0 * 128 })
    #expect(bytes.count == (384 + 5 * 128) * 512)
  }

  /// Walks through the stream as a program does that cannot seek.
  @Test func streamsCanBeReadFromFrontToBack() throws {
    let bytes = try image(VmdkOptions(subformat: .streamOptimized))
    let header = fields(bytes, at: 0)
    try expectCommonFields(header)
    #expect(try [header.uint32(4), header.uint32(8)] == [3, 0x30001])
    #expect(try header.uint16(77) == 1)
    #expect(try [header.uint64(48), header.uint64(56), header.uint64(64)] == [0, .max, 128])
    var disk: [Int: [UInt8]] = [:]
    var grains: [Int] = []
    var tables: [[Int]] = []
    var tableSectors: [Int] = []
    var kinds: [UInt32] = []
    var directory: [Int] = []
    var sector = 128
    while sector * 512 < bytes.count {
      let marker = fields(bytes, at: sector)
      let (value, size) = (Int(try marker.uint64(0)), Int(try marker.uint32(8)))
      if size > 0 {
        grains.append(sector)
        disk[value * 512] = try unpack(bytes, at: sector * 512 + 12, size)
        sector += (12 + size).dividedRoundingUp(by: 512)
        continue
      }
      kinds.append(try marker.uint32(12))
      #expect(try marker.slice(16..<512).allSatisfy { $0 == 0 })
      switch kinds.last {
      case 1:
        #expect(value == 4)
        tables.append(try words(bytes, at: sector + 1, 512))
        tableSectors.append(sector + 1)
        #expect(tables.last?.filter { $0 != 0 } == grains)
        grains = []
      case 2:
        #expect(value == 1)
        directory = [sector + 1] + (try words(bytes, at: sector + 1, 128))
      case 3:
        let footer = fields(bytes, at: sector + 1)
        try expectCommonFields(footer)
        #expect(try Int(footer.uint64(56)) == directory.first)
      default: #expect(value == 0)
      }
      sector += 1 + value
    }
    #expect(kinds == [1, 1, 1, 2, 3, 0])
    #expect(grains == [])
    #expect(tableSectors.count == 3)
    var expected = [Int](repeating: 0, count: 128)
    for (index, sector) in zip([0, 1, 31], tableSectors) { expected[index] = sector }
    #expect(directory.dropFirst() == expected[...])
    #expect(sector * 512 == bytes.count)
    #expect(Set(disk.keys) == [0, 65536, 32 << 20 - 65536, 32 << 20, 1 << 30 - 65536])
    #expect(disk[0] == Array(DiskSamples.text(65536)))
    #expect(disk.values.allSatisfy { $0.count == 65536 })
  }

  private func unpack(_ bytes: [UInt8], at offset: Int, _ size: Int) throws -> [UInt8]? {
    var grain = [UInt8](repeating: 0, count: 65536)
    let isWhole = try grain.withUnsafeMutableBytes { grain in
      let decompressor = try ZlibDecompressor()
      return bytes.withUnsafeBytes {
        decompressor.decompress(
          UnsafeRawBufferPointer(rebasing: $0[offset..<offset + size]), into: grain)
      }
    }
    return isWhole ? grain : nil
  }

  @Test func theLastGrainIsPackedAsFarAsTheDiskGoes() throws {
    let bytes = try image(
      VmdkOptions(subformat: .streamOptimized), of: VmdkConformanceTests.odd)
    let marker = fields(bytes, at: 129)
    #expect(try marker.uint64(0) == 2048)
    let header = try VmdkHeader(file: BytesFile(bytes))
    #expect(header.virtualSize == 1 << 20 + 20480)
  }

  @Test func descriptorsTellWhatTheSpecificationAsksFor() throws {
    let text = VmdkDescriptor.text(VmdkOptions(extentName: "a b.vmdk"), size: 10 << 30)
    let lines = text.split(separator: "\n").filter { !$0.contains("ID") }
    #expect(
      lines == [
        "# Disk DescriptorFile", "version=1", "createType=\"monolithicSparse\"",
        "# Extent description", "RW 20971520 SPARSE \"a b.vmdk\"", "# The Disk Data Base", "#DDB",
        "ddb.virtualHWVersion = \"4\"", "ddb.geometry.cylinders = \"16383\"",
        "ddb.geometry.heads = \"16\"", "ddb.geometry.sectors = \"63\"",
        "ddb.adapterType = \"ide\"", "ddb.toolsVersion = \"2147483647\"",
      ])
    let descriptor = try VmdkDescriptor(Array(text.utf8), path: "")
    #expect(descriptor.parentContentID == 0xffff_ffff)
    #expect(1..<0xffff_fffe ~= descriptor.contentID)
    let longID = try #require(descriptor.values["ddb.longcontentid"])
    #expect(longID.count == 32)
    #expect(UInt32(longID.suffix(8), radix: 16) == descriptor.contentID)
    let other = VmdkDescriptor.text(VmdkOptions(extentName: "a b.vmdk"), size: 10 << 30)
    #expect(other != text)
  }

  struct Geometry: Sendable {
    var subformat: VmdkOptions.Subformat
    var size: Int
    var cylinders: Int
  }

  @Test(arguments: [
    Geometry(subformat: .monolithicSparse, size: 512, cylinders: 1),
    Geometry(subformat: .monolithicSparse, size: 100 << 20, cylinders: 203),
    Geometry(subformat: .monolithicSparse, size: 2 << 40, cylinders: 16383),
    Geometry(subformat: .streamOptimized, size: 10 << 30, cylinders: 1305),
    Geometry(subformat: .streamOptimized, size: 2 << 40, cylinders: 65535),
  ])
  func geometriesStayInTheirLimits(_ example: Geometry) {
    let text = VmdkDescriptor.text(
      VmdkOptions(subformat: example.subformat), size: example.size)
    #expect(text.contains("cylinders = \"\(example.cylinders)\"\n"))
  }

  @Test(arguments: ["", "a\"b", "a/b", "a\\b", "a\nb", "é", String(repeating: "a", count: 201)])
  func namesThatADescriptorCannotHoldAreReplaced(_ name: String) {
    #expect(VmdkOptions(extentName: name).extentName == "disk.vmdk")
    #expect(VmdkOptions(extentName: "x.vmdk").extentName == "x.vmdk")
  }

  struct Refusal: Sendable {
    var size: Int
    var phrase: String
  }

  @Test(arguments: VmdkOptions.Subformat.allCases)
  func disksThatCannotBeAreRefused(_ subformat: VmdkOptions.Subformat) {
    for refusal in [
      Refusal(size: 0, phrase: "a disk of 0 bytes cannot be a VMDK"),
      Refusal(size: 1 << 50 + 512, phrase: "is too large for a VMDK"),
      Refusal(size: .max - 511, phrase: "is too large for a VMDK"),
    ] {
      let error = #expect(throws: PcoccError.self) {
        try ImageWriter.write(
          SyntheticDisk([(refusal.size, .unallocated)]),
          as: .vmdk(VmdkOptions(subformat: subformat)), to: MemorySink())
      }
      #expect(error?.code == .unsupported)
      #expect(error?.message.contains(refusal.phrase) == true)
      #expect(error?.advice == "choose another format")
    }
  }

  /// Places in the file are numbers of 32 bits, and they count sectors.
  @Test func filesOfMoreThan2TiBAreRefused() throws {
    var header = try VmdkOptions().header(forDiskOf: 4 << 40)
    header.grainSize = 2 << 20
    var map = AllocationMap(clusterSize: header.grainSize, regionClusters: 512)
    for grain in 0..<(1 << 20) - 9 { map.insert(grain) }
    // 4096 tables in both directories, and what is before them, take 9 grains.
    #expect(try VmdkPlan(map, header).fileSize == 2 << 40)
    map.insert(1 << 20)
    let error = #expect(throws: PcoccError.self) { try VmdkPlan(map, header) }
    #expect(error?.message.contains("too large for a VMDK") == true)
  }

  @Test func disksOfManyTablesTakeLittleTime() throws {
    try withTemporaryFolder { folder in
      for subformat in VmdkOptions.Subformat.allCases {
        let image = folder.appending("\(subformat).vmdk")
        try ImageFiles.write(
          SyntheticDisk([
            (1 << 36 - 512, .unallocated), (1024, .plain(fileOffset: 0)),
            (1 << 36 - 512, .unallocated),
          ]), as: .vmdk(VmdkOptions(subformat: subformat)), to: image)
        let status = try ImageFiles.system.status(of: image, followingLinks: false)
        #expect(status.allocated < 2 << 20)
        try Oracle.qemuImg(["check", "-q", "-f", "vmdk", image.string])
        let reader = try ImageFiles.open(image, .vmdk)
        try reader.validate()
        let extents = try reader.extents(in: 0..<reader.virtualSize).filter(\.isStored)
        #expect(extents.map(\.range.lowerBound).first == 1 << 36 - 65536)
        #expect(extents.map(\.range.count).reduce(0, +) == 131_072)
      }
    }
  }
}
