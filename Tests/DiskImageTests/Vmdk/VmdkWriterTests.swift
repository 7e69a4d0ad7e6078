import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Whatever is written, qemu-img finds it clean and identical with the source, and so do we.
@Suite struct VmdkWriterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var subformat: VmdkOptions.Subformat
    var disk: SampleDisk
    var testDescription: String { "\(subformat) \(disk.testDescription)" }
  }

  static let cases = VmdkOptions.Subformat.allCases.flatMap { subformat in
    VmdkConformanceTests.disks.map { Case(subformat: subformat, disk: $0) }
  }

  @Test(arguments: cases) func writesSoundImages(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = folder.appending("image.vmdk")
      let options = VmdkOptions(subformat: example.subformat)
      try ImageFiles.write(ImageFiles.open(raw, .raw), as: .vmdk(options), to: image)
      let reader = try ImageFiles.open(image, .vmdk)
      try reader.validate()
      try expectSame(reader, as: raw)
      #expect(reader.virtualSize == example.disk.size.dividedRoundingUp(by: 512) * 512)
      try Oracle.qemuImg(["check", "-q", "-f", "vmdk", image.string])
      try Oracle.qemuImg(["compare", "-q", "-f", "raw", "-F", "vmdk", raw.string, image.string])
      let info = try Oracle.qemuImg(["info", "-f", "vmdk", "--output=json", image.string])
      #expect(info.contains("\"virtual-size\": \(reader.virtualSize),"))
      #expect(info.contains("\"create-type\": \"\(example.subformat.rawValue)\""))
    }
  }
}
