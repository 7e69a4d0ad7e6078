import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// An image is clean if, and only if, it is standalone and `qemu-img check` has nothing to say.
@Suite struct Qcow2CheckTests {
  /// The exit status of `qemu-img check`.
  enum Verdict: Int32 {
    case clean = 0
    case errors = 2
    case leaks = 3
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var sample = Qcow2Sample.plain
    var change: @Sendable (inout PatchedImage) -> Void
    var verdict: Verdict
    var reasons: [String]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a free cluster with a count",
      change: { image in image[refcount: image.append() / image.clusterSize] = 1 },
      verdict: .leaks, reasons: ["leaked clusters: 1"]),
    Case(
      testDescription: "a count of 2", change: { $0[refcount: 1] = 2 },
      verdict: .leaks, reasons: ["leaked clusters: 1"]),
    Case(
      testDescription: "a count of 0", change: { $0[refcount: 1] = 0 },
      verdict: .errors, reasons: ["clusters with too low a reference count: 1"]),
    Case(
      testDescription: "flags of L1 and L2",
      change: { image in
        let l2 = image.l2
        image[word: image.l1] &= ~(1 << 63)
        image[word: l2] &= ~(1 << 63)
      },
      verdict: .errors, reasons: ["wrong \"copied\" flags: 2"]),
    Case(
      testDescription: "a compressed cluster counted once too often", sample: .deflate,
      change: { image in image[refcount: image.packed / image.clusterSize] += 1 },
      verdict: .leaks, reasons: ["leaked clusters: 1"]),
    Case(
      testDescription: "a compressed cluster counted too seldom", sample: .deflate,
      change: { image in image[refcount: image.packed / image.clusterSize] -= 1 },
      verdict: .errors, reasons: ["clusters with too low a reference count: 1"]),
    Case(
      testDescription: "subclusters", sample: .extended,
      change: { image in image[refcount: image.data / image.clusterSize] += 1 },
      verdict: .errors, reasons: ["leaked clusters: 1"]),
    Case(
      testDescription: "unknown autoclear feature", change: { $0[word: 88] |= 1 << 20 },
      verdict: .clean, reasons: ["unknown autoclear features"]),
    Case(
      testDescription: "unknown compatible feature", change: { $0[word: 80] |= 1 << 20 },
      verdict: .clean, reasons: []),
    Case(
      testDescription: "bytes after the last cluster", change: { $0.bytes += [1, 2, 3] },
      verdict: .clean, reasons: []),
  ]

  @Test(arguments: cases)
  func findsWhatIsNotClean(_ item: Case) throws {
    var image = try item.sample.image()
    item.change(&image)
    let result = try Qcow2Check.run(BytesFile(image.bytes))
    #expect(result.reasons == item.reasons)
    #expect(result.isClean == item.reasons.isEmpty)
    for clusters in [1, 7] {
      let inParts = try Qcow2Check(
        BytesFile(image.bytes), allowingBacking: false, monitor: .silent, clustersAtOnce: clusters
      ).result()
      #expect(inParts == result)
    }
    #expect(try Self.verdict(of: image) == item.verdict)
  }

  @Test(arguments: Qcow2Sample.allCases)
  func findsNothingInSamples(_ sample: Qcow2Sample) throws {
    let image = try sample.image()
    let reasons = try Qcow2Check.run(BytesFile(image.bytes)).reasons
    #expect(reasons == (sample == .snapshot ? ["internal snapshots: 1"] : []))
    #expect(try Self.verdict(of: image) == .clean)
  }

  private static func verdict(of image: PatchedImage) throws -> Verdict? {
    try withTemporaryFolder { folder in
      let path = folder.appending("image.qcow2")
      try Qcow2Images.fileSystem.createFile(
        path, size: image.bytes.count, pieces: [0: image.bytes])
      let program = try #require(Program.find("qemu-img"))
      let result = try Program.run(program, ["check", "-f", "qcow2", path.string])
      return Verdict(rawValue: result.status)
    }
  }

  @Test func countsAllClustersWithoutARefcountBlock() throws {
    var image = try Qcow2Sample.plain.image()
    image[word: image.refcountTable] = 0
    let used = (image.bytes.count + image.clusterSize - 1) / image.clusterSize - 1
    #expect(
      try Qcow2Check.run(BytesFile(image.bytes)).reasons
        == ["clusters with too low a reference count: \(used)"])
  }

  @Test func takesDirtyImages() throws {
    var image = try Qcow2Sample.plain.image()
    image[word: 72] |= 1
    let result = try Qcow2Check.run(BytesFile(image.bytes))
    #expect(result.reasons == ["it was not closed properly"])
  }

  @Test func takesBackingFilesWhereAllowed() throws {
    let image = try Self.withBacking(Qcow2Sample.plain.image())
    #expect(throws: PcoccError.self) { try Qcow2Check.run(BytesFile(image.bytes)) }
    let result = try Qcow2Check.run(BytesFile(image.bytes), allowingBacking: true)
    #expect(result.reasons == ["it has a backing file"])
  }

  private static func withBacking(_ image: PatchedImage) -> PatchedImage {
    var image = image
    image[word: 8] = 2048
    image[half: 16] = 4
    image.bytes.replaceSubrange(2048..<2052, with: Array("base".utf8))
    return image
  }

  /// A writer that died leaves reference counts behind that are too low, and the dirty bit.
  @Test func takesImagesOfWritersThatDied() throws {
    try withTemporaryFolder { folder in
      let options = QemuOptions(hasLazyRefcounts: true)
      let image = try Qcow2Images.convert(DiskSamples.mixed, options, in: folder)
      let program = try #require(Program.find("qemu-io"))
      let commands = ["-c", "write -P 9 1M 640k", "-c", "flush", "-c", "abort"]
      _ = try Program.run(program, ["-f", "qcow2"] + commands + [image.string])
      let written = [UInt8](repeating: 9, count: 640 << 10)
      let expected = DiskSamples.mixed[..<(1 << 20)] + written + DiskSamples.mixed[(1664 << 10)...]
      #expect(try Qcow2Images.open(image).contents() == Array(expected))
      let reasons = try Qcow2Images.check(image).reasons
      #expect(
        reasons == [
          "it was not closed properly", "clusters with too low a reference count: 10",
        ])
    }
  }

  /// What a snapshot holds is shared with the disk until a guest writes to it.
  @Test(arguments: [QemuOptions(cluster: "4k"), QemuOptions(compression: "zlib")])
  func takesSnapshots(_ options: QemuOptions) throws {
    try withTemporaryFolder { folder in
      let image = try Qcow2Images.convert(DiskSamples.mixed, options, in: folder)
      try Oracle.qemuImg(["snapshot", "-c", "first", image.string])
      try Oracle.qemuIO(["-f", "qcow2", "-c", "write -P 7 100k 300k", image.string])
      try Oracle.qemuImg(["snapshot", "-c", "second", image.string])
      let expected = try Qcow2Images.rawContent(of: image, in: folder)
      #expect(expected != DiskSamples.mixed)
      #expect(try Qcow2Images.open(image).contents() == expected)
      #expect(try Qcow2Images.check(image).reasons == ["internal snapshots: 2"])
    }
  }

  @Test func takesBitmaps() throws {
    try withTemporaryFolder { folder in
      let image = try Qcow2Images.convert(DiskSamples.mixed, QemuOptions(), in: folder)
      try Oracle.qemuImg(["bitmap", "--add", image.string, "b0"])
      #expect(try Qcow2Images.open(image).contents() == DiskSamples.mixed)
      #expect(try Qcow2Images.check(image).reasons == ["it has dirty bitmaps"])
    }
  }

  @Test func stopsWhenAsked() throws {
    let image = try Qcow2Sample.plain.image()
    let monitor = Monitor(checkCancelled: { throw PcoccError.interrupted(by: 15) })
    let error = #expect(throws: PcoccError.self) {
      try Qcow2Check.run(BytesFile(image.bytes), monitor: monitor)
    }
    #expect(error?.code == .interrupted)
  }
}
