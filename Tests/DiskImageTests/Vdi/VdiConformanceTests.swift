import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What qemu-img makes of a disk reads as the disk, and what we write qemu-img finds sound.
@Suite struct VdiConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var subformat: VdiOptions.Subformat
    var disk: SampleDisk
    var testDescription: String { "\(subformat) \(disk.testDescription)" }
  }

  static let cases = VdiOptions.Subformat.allCases.flatMap { subformat in
    SampleDisk.all(clusterSize: VdiHeader.blockSize).map { Case(subformat: subformat, disk: $0) }
  }

  @Test(arguments: cases) func readsWhatQemuImgConverts(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let options = example.subformat == .static ? "static=on" : "static=off"
      let image = try ImageFiles.convert(raw, to: "vdi", options, in: folder)
      let reader = try ImageFiles.open(image, .vdi)
      try reader.validate()
      try expectSame(reader, as: raw)
      #expect(reader.virtualSize == example.disk.size.dividedRoundingUp(by: 512) * 512)
    }
  }

  @Test(arguments: cases) func writesSoundImages(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = folder.appending("image.vdi")
      let output = OutputFormat.vdi(VdiOptions(subformat: example.subformat))
      try ImageFiles.write(ImageFiles.open(raw, .raw), as: output, to: image)
      let reader = try ImageFiles.open(image, .vdi)
      try reader.validate()
      try expectSame(reader, as: raw)
      try Oracle.qemuImg(["check", "-q", "-f", "vdi", image.string])
      try Oracle.qemuImg(["compare", "-q", "-f", "raw", "-F", "vdi", raw.string, image.string])
    }
  }

  /// Blocks that were written in another order than that of the disk.
  @Test func readsWhatGuestsWrite() throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("image.vdi")
      try Oracle.qemuImg(["create", "-q", "-f", "vdi", image.string, "9000k"])
      try Oracle.run(
        "qemu-io", package: "qemu-utils",
        [
          "-f", "vdi", "-c", "write -P 7 5M 2M", "-c", "write -P 9 1000k 100k",
          "-c", "write -P 5 8999k 1k", image.string,
        ])
      let raw = folder.appending("disk.raw")
      try Oracle.qemuImg(["convert", "-f", "vdi", "-O", "raw", image.string, raw.string])
      let reader = try ImageFiles.open(image, .vdi)
      try reader.validate()
      try expectSame(reader, as: raw)
      #expect(try reader.extent(at: 5 << 20).range == 5 << 20..<7 << 20)
    }
  }

  @Test func everyImageHasItsOwnIdentity() throws {
    let headers = try (0..<2).map { _ in
      try VdiOptions().header(forDiskOf: 5 << 20).encoded()
    }
    let identities = headers.flatMap { [Array($0[392..<408]), Array($0[408..<424])] }
    #expect(Set(identities).count == 4)
    // Version 4, where the field of the version is little-endian.
    #expect(identities.allSatisfy { $0[7] >> 4 == 4 })
    #expect(headers.allSatisfy { $0[468..<472].elementsEqual([0, 2, 0, 0]) })
    #expect(headers.allSatisfy { $0[424..<456].allSatisfy { $0 == 0 } })
  }
}
