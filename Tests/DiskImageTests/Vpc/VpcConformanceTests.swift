import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What qemu-img makes of a disk with any of its options reads as the disk.
@Suite struct VpcConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var options: String
    var disk: SampleDisk
    var testDescription: String { "\(options) \(disk.testDescription)" }
  }

  /// qemu-img cannot open the fixed image of 0 bytes that it makes itself.
  static let cases = [
    "subformat=dynamic", "subformat=dynamic,force_size", "subformat=fixed",
    "subformat=fixed,force_size",
  ].flatMap { options in
    SampleDisk.all(clusterSize: 2 << 20).map { Case(options: options, disk: $0) }
  }.filter { $0.disk.size > 0 || !$0.options.contains("fixed") }

  @Test(arguments: cases) func readsWhatQemuImgConverts(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = try ImageFiles.convert(raw, to: "vpc", example.options, in: folder)
      let reader = try ImageFiles.open(image, .vpc)
      try reader.validate()
      try expectSame(reader, as: raw)
      let size = example.disk.size.dividedRoundingUp(by: 512) * 512
      if example.options.hasSuffix("force_size") {
        #expect(reader.virtualSize == size)
      } else {
        #expect(size..<size + 1 << 20 ~= reader.virtualSize)
      }
    }
  }

  @Test func readsLargeEmptyDisks() throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("image.vhd")
      try Oracle.qemuImg(["create", "-q", "-f", "vpc", image.string, "2040G"])
      let reader = try ImageFiles.open(image, .vpc)
      try reader.validate()
      #expect(reader.virtualSize == 2040 << 30)
      #expect(
        try reader.extent(at: 12345) == Extent(range: 12345..<2040 << 30, content: .unallocated))
    }
  }
}
