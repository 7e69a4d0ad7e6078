import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What is wrong with an image is found, and named, before a byte of its disk is delivered.
@Suite struct Qcow2HostileTests {
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

  @Test(arguments: HostileQcow2.headers + HostileQcow2.mappings)
  func refusesHostileImages(_ item: HostileQcow2) throws {
    var image = try item.sample.image()
    #expect(Self.use(image.bytes) == nil)
    item.change(&image)
    let error = try #require(Self.use(image.bytes))
    #expect(error.code == item.code)
    #expect(error.description.contains(item.message), "\(error)")
    #expect(error.path == "image.qcow2")
  }

  /// A file of more clusters than are counted at once is gone through in parts.
  @Test(arguments: HostileQcow2.mappings.filter { !$0.message.contains("whole cluster") })
  func refusesHostileImagesInParts(_ item: HostileQcow2) throws {
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
