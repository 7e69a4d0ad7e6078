import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What qemu-img makes of a disk reads as the disk, and what we write qemu-img finds sound.
@Suite struct QedConformanceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var options: QedOptions
    var disk: SampleDisk
    var testDescription: String { "\(options.qemuImg) \(disk.testDescription)" }
  }

  static let options = [
    QedOptions(clusterSize: 4 << 10, tableClusters: 2),
    QedOptions(clusterSize: 4 << 10, tableClusters: 16),
    QedOptions(clusterSize: 64 << 10, tableClusters: 4),
    QedOptions(clusterSize: 64 << 10, tableClusters: 16),
    QedOptions(clusterSize: 1 << 20, tableClusters: 2),
  ]

  /// The smallest tables map 4 GiB.
  static let cases = options.flatMap { options in
    SampleDisk.all(clusterSize: options.clusterSize).map { Case(options: options, disk: $0) }
  }.filter { $0.options != options[0] || $0.disk.size <= 4 << 30 }

  @Test(arguments: cases) func readsWhatQemuImgConverts(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = try ImageFiles.convert(raw, to: "qed", example.options.qemuImg, in: folder)
      let reader = try ImageFiles.open(image, .qed)
      try reader.validate()
      try expectSame(reader, as: raw)
      #expect(reader.virtualSize == example.disk.size.dividedRoundingUp(by: 512) * 512)
    }
  }

  @Test(arguments: cases) func writesSoundImages(_ example: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try example.disk.write(to: raw)
      let image = folder.appending("image.qed")
      try ImageFiles.write(ImageFiles.open(raw, .raw), as: .qed(example.options), to: image)
      let reader = try ImageFiles.open(image, .qed)
      try reader.validate()
      try expectSame(reader, as: raw)
      try Oracle.qemuImg(["check", "-q", "-f", "qed", image.string])
      // qemu-img aborts at unallocated runs of more than 4 GiB, in its own images as well.
      guard example.disk.size <= 8 << 30 || example.options.clusterSize < 1 << 20 else { return }
      try Oracle.qemuImg(["compare", "-q", "-f", "raw", "-F", "qed", raw.string, image.string])
    }
  }

  /// What guests leave behind: zero clusters, and holes between clusters that were written late.
  @Test func readsWhatGuestsWrite() throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("image.qed")
      try Oracle.qemuImg(["create", "-q", "-f", "qed", image.string, "8M"])
      try Oracle.run(
        "qemu-io", package: "qemu-utils",
        [
          "-f", "qed", "-c", "write -P 7 3M 128k", "-c", "write -P 9 64k 64k",
          "-c", "write -z 6M 64k", "-c", "write -P 5 8388096 512", image.string,
        ])
      let raw = folder.appending("disk.raw")
      try Oracle.qemuImg(["convert", "-f", "qed", "-O", "raw", image.string, raw.string])
      let reader = try ImageFiles.open(image, .qed)
      try reader.validate()
      try expectSame(reader, as: raw)
      #expect(try reader.extent(at: 6 << 20).content == .zero)
    }
  }

  @Test func refusesWhatItsTablesCannotMap() throws {
    let options = QedOptions(clusterSize: 4 << 10, tableClusters: 2)
    #expect(throws: Never.self) { try options.header(forDiskOf: 4 << 30) }
    let error = #expect(throws: PcoccError.self) {
      try options.header(forDiskOf: 4 << 30 + 1)
    }
    #expect(error?.code == .unsupported)
    #expect(throws: PcoccError.self) { try QedOptions(tableClusters: 1).header(forDiskOf: 512) }
  }
}

extension QedOptions {
  fileprivate var qemuImg: String { "cluster_size=\(clusterSize),table_size=\(tableClusters)" }
}
