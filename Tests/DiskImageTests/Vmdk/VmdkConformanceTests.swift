import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What qemu-img makes of a disk with any of its options reads as the disk.
@Suite struct VmdkConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var options: String
    var disk: SampleDisk
    var testDescription: String { "\(options) \(disk.testDescription)" }
  }

  static let subformats = [
    "monolithicSparse", "monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat",
    "streamOptimized",
  ]
  /// qemu-img aborts where it shall make an image of 0 bytes.
  static let disks = SampleDisk.all(clusterSize: 64 << 10).filter { $0.size > 0 } + [partial, odd]

  /// Grains of which only a part is written, at the end of the file too.
  static let partial = SampleDisk(
    testDescription: "parts of grains", size: 4 << 20,
    pieces: [
      70_000: DiskSamples.text(100), 1 << 20 + 4096: DiskSamples.random(4096),
      2 << 20: DiskSamples.random(512),
    ])
  /// The last grain lies only partly on the disk.
  static let odd = SampleDisk(
    testDescription: "a third of a grain at the end", size: 1 << 20 + 20480,
    pieces: [0: DiskSamples.text(100), 1 << 20: DiskSamples.text(20480)])

  static let cases: [Case] =
    subformats.flatMap { subformat in
      disks.map { Case(options: "subformat=\(subformat)", disk: $0) }
    }
    + [
      "adapter_type=lsilogic", "adapter_type=buslogic", "adapter_type=legacyESX", "compat6=on",
      "hwversion=10", "zeroed_grain=on",
    ].flatMap { option in
      ["monolithicSparse", "twoGbMaxExtentSparse"].map {
        Case(options: "subformat=\($0),\(option)", disk: partial)
      }
    }

  @Test(arguments: cases) func readsWhatQemuImgConverts(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = try ImageFiles.convert(raw, to: "vmdk", example.options, in: folder)
      let reader = try VmdkImages.open(image)
      try reader.validate()
      #expect(reader.virtualSize == example.disk.size.dividedRoundingUp(by: 512) * 512)
      try expectSame(reader, as: raw)
    }
  }

  @Test(arguments: ["subformat=monolithicSparse", "subformat=monolithicSparse,zeroed_grain=on"])
  func readsWhatAGuestWrote(_ options: String) throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("image.vmdk")
      try Oracle.qemuImg(["create", "-q", "-f", "vmdk", "-o", options, image.string, "100M"])
      let commands = [
        "write -P 1 50M 512", "write -P 2 0 200k", "write -P 3 33M 4k", "write -z 64k 64k",
        "write -z 90M 1M",
      ]
      try Oracle.qemuIO(
        ["-f", "vmdk"] + commands.flatMap { ["-c", $0] } + [image.string])
      let raw = folder.appending("disk.raw")
      try Oracle.qemuImg(["convert", "-f", "vmdk", "-O", "raw", image.string, raw.string])
      let reader = try VmdkImages.open(image)
      try reader.validate()
      try expectSame(reader, as: raw)
      if options.contains("zeroed_grain") {
        #expect(try reader.extent(at: 90 << 20).content == .zero)
      }
    }
  }

  @Test func readsLargeEmptyDisks() throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("image.vmdk")
      try Oracle.qemuImg(
        ["create", "-q", "-f", "vmdk", "-o", "subformat=streamOptimized", image.string, "1T"])
      let reader = try VmdkReader(file: ImageFiles.system.openForReading(image))
      try reader.validate()
      #expect(reader.virtualSize == 1 << 40)
      #expect(try reader.extents(in: 0..<1 << 40).allSatisfy { $0.content == .unallocated })
    }
  }
}

/// What tests do with VMDK images.
enum VmdkImages {
  /// Opens an image, with extents from beside it.
  static func open(_ path: FilePath) throws -> VmdkReader {
    try VmdkReader(file: ImageFiles.system.openForReading(path)) {
      try ImageFiles.system.openForReading(path.parent.appending($0))
    }
  }
}
