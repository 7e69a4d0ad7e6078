import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Disks that a guest has written to are mapped as `qemu-img map` maps them.
@Suite struct Qcow2MapTests {
  /// A run of the disk in qemu-img's words.
  struct Run: Hashable, Decodable {
    var start: Int
    var length: Int
    var present: Bool
    /// False for zeros.
    var data: Bool
    var offset: Int?
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var options: QemuOptions
    /// Commands for qemu-io, on a disk of 8 MiB that holds text from 1 to 5 MiB.
    var commands: [String]
    var testDescription: String { "\(options.testDescription): \(commands)" }
  }

  static let cases: [Case] =
    [
      QemuOptions(), QemuOptions(cluster: "512"), QemuOptions(cluster: "16k", isExtended: true),
      QemuOptions(isExtended: true), QemuOptions(compression: "zlib"),
      QemuOptions(compression: "zstd", isExtended: true),
    ].flatMap { options in
      [
        ["write -z 1M 1M", "write -z 3000k 200k"],
        ["write -z -u 2M 128k", "discard 3M 192k", "write -P 7 7M 3k"],
        [
          "write -P 1 0 512", "write -P 2 8388096 512", "write -z -u 4M 68k",
          "write -P 3 4100k 512",
        ],
      ].map { Case(options: options, commands: $0) }
    } + [
      Case(
        options: QemuOptions(compat: "0.10"), commands: ["write -z 1M 1M", "discard 3M 192k"])
    ]

  @Test(arguments: cases)
  func mapsWhatGuestsWrite(_ item: Case) throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try Qcow2Images.fileSystem.createFile(
        raw, size: 8 << 20, pieces: [1 << 20: DiskSamples.text(4 << 20)])
      let image = try Qcow2Images.convert(raw, item.options, in: folder)
      try Oracle.qemuIO(
        ["-f", "qcow2", "-d", "unmap"] + item.commands.flatMap { ["-c", $0] } + [image.string])
      let reader = try Qcow2Images.open(image)
      #expect(try Self.runs(reader) == Self.oracleRuns(image))
      let expected = try Qcow2Images.rawContent(of: image, in: folder)
      #expect(try reader.contents() == expected)
      #expect(try Qcow2Images.check(image).reasons == [])
    }
  }

  @Test func readsShrunkDisks() throws {
    try withTemporaryFolder { folder in
      let options = QemuOptions(cluster: "512")
      let image = try Qcow2Images.convert(DiskSamples.mixed, options, in: folder)
      try Oracle.qemuImg(["resize", "-f", "qcow2", "--shrink", image.string, "300k"])
      let reader = try Qcow2Images.open(image)
      let needed = reader.layout.l1Entries(forDiskSize: reader.virtualSize)
      #expect(reader.header.l1Count > needed)
      #expect(try reader.contents() == Array(DiskSamples.mixed.prefix(300 << 10)))
      #expect(try Qcow2Images.check(image).reasons == [])
    }
  }

  private static func oracleRuns(_ image: FilePath) throws -> [Run] {
    let output = try Oracle.qemuImg(["map", "-f", "qcow2", "--output=json", image.string])
    return merged(try JSONDecoder().decode([Run].self, from: Data(output.utf8)))
  }

  private static func runs(_ reader: Qcow2Reader) throws -> [Run] {
    merged(
      try reader.extents(in: 0..<reader.virtualSize).map { extent in
        var offset: Int?
        if case .plain(let fileOffset) = extent.content { offset = fileOffset }
        return Run(
          start: extent.range.lowerBound, length: extent.range.count,
          present: extent.content != .unallocated, data: extent.isStored, offset: offset)
      })
  }

  private static func merged(_ runs: [Run]) -> [Run] {
    var result: [Run] = []
    for var run in runs {
      // An offset of zeros is where they would be written, which is no part of the content.
      if !run.data { run.offset = nil }
      guard let last = result.last, last.present == run.present, last.data == run.data,
        last.offset.map({ $0 + last.length }) == run.offset
      else {
        result.append(run)
        continue
      }
      result[result.count - 1].length += run.length
    }
    return result
  }
}
