import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What is wrong with an image is found, and named, before a byte of its disk is delivered.
@Suite struct Qcow2HostileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sample: Qcow2Sample
    var change: @Sendable (inout PatchedImage) -> Void
    var code: PcoccError.Code
    var message: String

    init(
      _ name: String, in sample: Qcow2Sample = .plain, code: PcoccError.Code = .corrupt,
      says message: String, change: @escaping @Sendable (inout PatchedImage) -> Void
    ) {
      testDescription = name
      self.sample = sample
      self.change = change
      self.code = code
      self.message = message
    }
  }

  static let headers: [Case] = [
    Case("no magic", says: "does not begin as a qcow2 image does") { $0.bytes[3] = 0xfa },
    Case("empty", says: "header ends at byte 0") { $0.bytes = [] },
    Case("cut after the magic", says: "header ends at byte 4") {
      $0.bytes = Array($0.bytes.prefix(4))
    },
    Case("version 1", code: .unsupported, says: "qcow2 version 1") { $0[half: 4] = 1 },
    Case("version 4", code: .unsupported, says: "qcow2 version 4") { $0[half: 4] = 4 },
    Case("cluster bits 0", says: "clusters of 2^0 bytes") { $0[half: 20] = 0 },
    Case("cluster bits 8", says: "clusters of 2^8 bytes") { $0[half: 20] = 8 },
    Case("cluster bits 22", says: "clusters of 2^22 bytes") { $0[half: 20] = 22 },
    Case("cluster bits 63", says: "clusters of 2^63 bytes") { $0[half: 20] = 63 },
    Case("cluster bits 64", says: "clusters of 2^64 bytes") { $0[half: 20] = 64 },
    Case("cluster bits 255", says: "clusters of 2^255 bytes") { $0[half: 20] = 255 },
    Case("cluster bits 2^32 - 1", says: "clusters of 2^4294967295 bytes") { $0[half: 20] = .max },
    Case("clusters larger than the file", says: "inside the first cluster") { $0[half: 20] = 21 },
    Case("backing file", code: .unsupported, says: "backing file \"base\"") { image in
      image[word: 8] = 2048
      image[half: 16] = 4
      image.bytes.replaceSubrange(2048..<2052, with: Array("base".utf8))
    },
    Case("nameless backing file", code: .unsupported, says: "backing file \"\"") {
      $0[word: 8] = 2048
    },
    Case("backing name outside the header", says: "backing file's name of 8 bytes at 4090") {
      image in
      image[word: 8] = 4090
      image[half: 16] = 8
    },
    Case("backing name of 2 GiB", says: "backing file's name of 2147483648 bytes") { image in
      image[word: 8] = 2048
      image[half: 16] = 1 << 31
    },
    Case("backing name at 2^64 - 1", says: "offset of the backing file's name") {
      $0[word: 8] = .max
    },
    Case("disk of 2^64 - 1", says: "disk size 18446744073709551615 is out of range") {
      $0[word: 24] = .max
    },
    Case("disk of 2^63 - 1", says: "L1 table of 1 entries") { $0[word: 24] = .max >> 1 },
    Case("disk larger than the L1 table", says: "need 2") { $0[word: 24] = 2 << 20 + 1 },
    Case("AES", code: .unsupported, says: "encryption (AES)") { $0[half: 32] = 1 },
    Case("LUKS", code: .unsupported, says: "encryption (LUKS)") { $0[half: 32] = 2 },
    Case("encryption 77", code: .unsupported, says: "encryption (method 77)") { $0[half: 32] = 77 },
    Case("L1 table of 2^32 - 1", says: "L1 table of 4294967295 entries") { $0[half: 36] = .max },
    Case("L1 table longer than the file", says: "L1 table of 33554432 bytes") {
      $0[half: 36] = 4 << 20
    },
    Case("L1 table over the header", says: "L1 table lies over the header") { $0[word: 40] = 0 },
    Case("L1 table not aligned", says: "L1 table at 12296, which is not aligned") {
      $0[word: 40] = 12296
    },
    Case("L1 table outside", says: "L1 table of 8 bytes at 1099511627776 lies outside") {
      $0[word: 40] = 1 << 40
    },
    Case("L1 table at 2^64 - 4096", says: "offset of the L1 table") { $0[word: 40] = .max - 4095 },
    Case("refcount table not aligned", says: "refcount table at 4104") { $0[word: 48] = 4104 },
    Case("refcount table outside", says: "refcount table of 4096 bytes at") {
      $0[word: 48] = 1 << 40
    },
    Case("refcount table over the header", says: "refcount table lies over") { $0[word: 48] = 0 },
    Case("no refcount table", says: "refcount table of 0 clusters") { $0[half: 56] = 0 },
    Case("huge refcount table", says: "refcount table of 4294967295 clusters") {
      $0[half: 56] = .max
    },
    Case("too many snapshots", says: "65537 internal snapshots") { $0[half: 60] = 65537 },
    Case("snapshots outside", says: "snapshot table of 40 bytes at 1099511627776") { image in
      image[half: 60] = 1
      image[word: 64] = 1 << 40
    },
    Case("snapshots at 2^64 - 4096", says: "offset of the snapshot table") { image in
      image[half: 60] = 1
      image[word: 64] = .max - 4095
    },
    Case("snapshots not aligned", says: "snapshot table at 4097") { $0[word: 64] = 4097 },
    Case("corrupt bit", says: "marked corrupt") { $0[word: 72] = 2 },
    Case("external data file", code: .unsupported, says: "external data file") { $0[word: 72] = 4 },
    Case("compression bit without a type", says: "compression type 0 contradicts") {
      $0[word: 72] = 8
    },
    Case("compression type without a bit", says: "compression type 1 contradicts") {
      $0.bytes[104] = 1
    },
    Case("compression type 2", code: .unsupported, says: "qcow2 compression type 2") { image in
      image[word: 72] = 8
      image.bytes[104] = 2
    },
    Case("extended L2 entries of small clusters", says: "extended L2 entries") {
      $0[word: 72] = 16
    },
    Case("unknown feature", code: .unsupported, says: "unknown qcow2 feature bit 5") {
      $0[word: 72] = 32
    },
    Case("unknown features", code: .unsupported, says: "bit 62, bit 63") { $0[word: 72] = 3 << 62 },
    Case("refcount order 7", says: "reference counts of 2^7 bits") { $0[half: 96] = 7 },
    Case("refcount order 2^32 - 1", says: "2^4294967295 bits") { $0[half: 96] = .max },
    Case("header length 96", says: "header length 96") { $0[half: 100] = 96 },
    Case("header length 108", says: "header length 108") { $0[half: 100] = 108 },
    Case("header longer than a cluster", says: "header length 4104") { $0[half: 100] = 4104 },
    Case("extension longer than the cluster", says: "header extension of 4096 bytes") { image in
      image[half: 112] = 0x1234_5678
      image[half: 116] = 4096
    },
    Case("extension whose padding wraps", says: "header extension of 4294967295 bytes") { image in
      image[half: 112] = 0x1234_5678
      image[half: 116] = .max
    },
    Case("data file name", code: .unsupported, says: "external data file \"/etc/passwd\"") {
      image in
      image[half: 112] = 0x4441_5441
      image[half: 116] = 11
      image.bytes.replaceSubrange(120..<131, with: Array("/etc/passwd".utf8))
      image[half: 136] = 0
    },
    Case("encryption extension", code: .unsupported, says: "encryption (header extension)") {
      image in
      image[half: 112] = 0x0537_be77
      image[half: 116] = 16
      image[half: 136] = 0
    },
  ]

  static let mappings: [Case] = [
    Case("L1 entry outside", says: "L1 entry 0 points outside the file") {
      $0[word: $0.l1] = 1 << 63 | 1 << 40
    },
    Case("L1 entry not aligned", says: "L1 entry 0 points to an offset that is not aligned") {
      $0[word: $0.l1] |= 512
    },
    Case("L1 entry with reserved bits", says: "L1 entry 0 has reserved bits set") {
      $0[word: $0.l1] |= 1 << 60
    },
    Case("L1 entry to the L1 table", says: "is used twice, once by the L2 table of L1 entry 0") {
      $0[word: $0.l1] = 1 << 63 | UInt64($0.l1)
    },
    Case("L2 entry outside", says: "L2 entry of disk offset 0 points outside the file") {
      $0[word: $0.l2] = 1 << 63 | 1 << 40
    },
    Case("L2 entry not aligned", says: "disk offset 0 points to an offset that is not aligned") {
      $0[word: $0.l2] |= 512
    },
    Case("L2 entry with reserved bits", says: "disk offset 4096 has reserved bits set") {
      $0[word: $0.l2 + 8] |= 1 << 57
    },
    Case("L2 entry to its own table", says: "is used twice, once by data of disk offset 0") {
      image in
      image[word: image.l2] = 1 << 63 | UInt64(image.l2)
    },
    Case("cluster twice", says: "is used twice, once by data of disk offset 4096") { image in
      image[word: image.l2 + 8] = image[word: image.l2]
    },
    Case("data over the refcount table", says: "used twice, once by data of disk offset 8192") {
      image in
      image[word: image.l2 + 16] = 1 << 63 | UInt64(image.refcountTable)
    },
    Case("zero bit in version 2", in: .version2, says: "disk offset 0 has the zero bit") {
      $0[word: $0.l2] |= 1
    },
    Case("L2 table twice", in: .sectors, says: "used twice, once by the L2 table of L1 entry 1") {
      image in
      image[word: image.l1 + 8] = image[word: image.l1]
    },
    Case("refcount block twice", says: "used twice, once by refcount block 1") { image in
      image[word: image.refcountTable + 8] = image[word: image.refcountTable]
    },
    Case(
      "refcount block not aligned", says: "refcount table entry 0 points to an offset that is not"
    ) {
      $0[word: $0.refcountTable] |= 512
    },
    Case("refcount block with reserved bits", says: "refcount table entry 0 has reserved bits") {
      $0[word: $0.refcountTable] |= 1
    },
    Case("refcount block outside", says: "refcount table entry 5 points outside the file") {
      $0[word: $0.refcountTable + 40] = 1 << 50
    },
    Case("refcount block at 2^64 - 4096", says: "refcount table entry 5 points outside the file") {
      $0[word: $0.refcountTable + 40] = .max - 4095
    },
    Case("L1 table over the refcount block", says: "used twice, once by the L1 table") {
      $0[word: 40] = $0[word: $0.refcountTable]
    },
    Case("snapshot table over the L1 table", says: "used twice, once by the snapshot table") {
      image in
      image[half: 60] = 1
      image[word: 64] = image[word: 40]
      let l1 = image.l1
      image.bytes.replaceSubrange(l1 + 8..<l1 + 40, with: [UInt8](repeating: 0, count: 32))
      image[word: l1] = 0
    },
    Case("snapshot of a long name", in: .snapshot, says: "a snapshot's tables lie outside the file")
    {
      $0[half: Int($0[word: 64]) + 36] = .max
    },
    Case(
      "L1 table of a snapshot outside", in: .snapshot,
      says: "a snapshot's tables lie outside the file"
    ) {
      $0[word: Int($0[word: 64])] = 1 << 40
    },
    Case(
      "L1 table of a snapshot not aligned", in: .snapshot, says: "at 12289, which is not aligned"
    ) {
      $0[word: Int($0[word: 64])] = 12289
    },
    Case(
      "subclusters without a cluster", in: .extended,
      says: "has allocated subclusters, but no offset"
    ) {
      $0[word: $0.l2] = 0
    },
    Case(
      "contradictory subclusters", in: .extended,
      says: "subclusters that are both allocated and zero"
    ) {
      $0[word: $0.l2 + 8] |= 1 << 32
    },
    Case(
      "zero bit of an extended entry", in: .extended, says: "disk offset 0 has reserved bits set"
    ) {
      $0[word: $0.l2] |= 1
    },
    Case("compressed subclusters", in: .extended, says: "is compressed and has subclusters") {
      $0[word: $0.l2] = 1 << 62 | ($0[word: $0.l2] & Qcow2L2Entry.offset)
    },
    Case("compressed outside", in: .deflate, says: "disk offset 0 points outside the file") {
      $0[word: $0.l2] = 1 << 62 | 1 << 40
    },
    Case("compressed in the header", in: .deflate, says: "disk offset 0 points into the header") {
      $0[word: $0.l2] = 1 << 62 | 4095
    },
    Case("compressed and copied", in: .deflate, says: "is compressed and yet marked as in use once")
    {
      $0[word: $0.l2] |= 1 << 63
    },
    Case(
      "compressed over the L2 table", in: .deflate,
      says: "used twice, once by data of disk offset 0"
    ) {
      $0[word: $0.l2] = 1 << 62 | UInt64($0.l2)
    },
    Case(
      "plain over compressed", in: .deflate, says: "used twice, once by data of disk offset 1044480"
    ) {
      image in
      _ = image.append()
      let cluster = image.packed / image.clusterSize * image.clusterSize
      image[word: image.l2 + 255 * 8] = 1 << 63 | UInt64(cluster)
    },
    Case("bad deflate", in: .deflate, says: "does not give a whole cluster") {
      $0.bytes[$0.packed] = 0xff
    },
    Case("deflate of too few bytes", in: .deflate, says: "does not give a whole cluster") { image in
      let block: [UInt8] = [1, 4, 0, 0xfb, 0xff, 1, 2, 3, 4]
      image.bytes.replaceSubrange(image.packed..<image.packed + block.count, with: block)
    },
    Case("bad zstd", in: .zstd, says: "does not give a whole cluster") { $0.bytes[$0.packed] = 0 },
    Case("unfinished zstd", in: .zstd, says: "does not give a whole cluster") { image in
      // A raw block of the rest of the cluster that is not the last one.
      let frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0, 0x80, 0]
      image.bytes.replaceSubrange(image.packed..<image.packed + frame.count, with: frame)
    },
    Case("one stream thousands of times", in: .large, says: "cannot fit") { image in
      let entry = image[word: image.l2]
      for index in 0..<image.clusterSize / 8 { image[word: image.l2 + index * 8] = entry }
    },
  ]

  /// Opens, checks and reads all; returns the first error.
  private static func use(_ bytes: [UInt8]) -> PcoccError? {
    do {
      let file = BytesFile(bytes)
      let reader = try Qcow2Reader(file: file)
      _ = try Qcow2Check.run(file)
      try reader.readStored()
      return nil
    } catch let error as PcoccError {
      return error
    } catch {
      Issue.record("not a PcoccError: \(error)")
      return nil
    }
  }

  @Test(arguments: headers + mappings)
  func refusesHostileImages(_ item: Case) throws {
    var image = try item.sample.image()
    #expect(Self.use(image.bytes) == nil)
    item.change(&image)
    let error = try #require(Self.use(image.bytes))
    #expect(error.code == item.code)
    #expect(error.description.contains(item.message), "\(error)")
    #expect(error.path == "image.qcow2")
  }

  /// A file of more clusters than are counted at once is gone through in parts.
  @Test(arguments: mappings.filter { !$0.message.contains("whole cluster") })
  func refusesHostileImagesInParts(_ item: Case) throws {
    var image = try item.sample.image()
    item.change(&image)
    for clusters in [1, 5] {
      let error = #expect(throws: PcoccError.self) {
        try Qcow2Check(
          BytesFile(image.bytes), allowingBacking: false, monitor: .silent,
          clustersAtOnce: clusters
        ).result()
      }
      #expect(error?.code == item.code)
    }
  }

  /// A cut anywhere is noticed: nothing beyond the end is made up.
  @Test(arguments: Qcow2Sample.allCases)
  func refusesTruncatedImages(_ sample: Qcow2Sample) throws {
    let image = try sample.image()
    for quarter in 0..<image.bytes.count / 1024 {
      let error = try #require(Self.use(Array(image.bytes.prefix(quarter * 1024))))
      #expect(error.code == .corrupt)
      #expect(error.message.hasPrefix("truncated image"), "\(quarter): \(error)")
    }
  }

  @Test func boundsDeflateBombs() throws {
    var image = try Qcow2Sample.deflate.image()
    // A stored block of 64 KiB less one byte: the rest of the file, and more than the cluster.
    let block: [UInt8] = [1, 0xff, 0xff, 0, 0]
    image[word: image.l2] |= 15 << 58
    image.bytes.replaceSubrange(image.packed..<image.packed + block.count, with: block)
    image.bytes += [UInt8](repeating: 9, count: 65536)
    let reader = try Qcow2Reader(file: BytesFile(image.bytes))
    let extent = try reader.extent(at: 0)
    #expect(extent.range == 0..<4096)
    var buffer = [UInt8](repeating: 0, count: 4096)
    try buffer.withUnsafeMutableBytes { try reader.read(extent, into: $0) }
    let start = image.packed + block.count
    #expect(buffer == Array(image.bytes[start..<start + 4096]))
  }

  @Test func namesUnknownFeatures() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("image.qcow2")
      try Oracle.qemuImg(["create", "-f", "qcow2", path.string, "1M"])
      var image = PatchedImage(
        bytes: try Qcow2Images.fileSystem.contents(of: path, limit: 1 << 20))
      // The first entry of the feature name table, made to name bit 33.
      image.bytes[121] = 33
      image[word: 72] = 1 << 33
      let error = try #require(Self.use(image.bytes))
      #expect(error.code == .unsupported)
      #expect(error.message.hasSuffix("unknown qcow2 feature \"dirty bit\""), "\(error)")
    }
  }
}
