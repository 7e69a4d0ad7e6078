import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Whatever is written, qemu-img finds it clean and identical with the source, and so do we.
@Suite struct Qcow2WriterTests {
  static let allOptions = [512, 4096, 64 << 10, 2 << 20].flatMap { size in
    [
      Qcow2Options(version: .two, clusterSize: size),
      Qcow2Options(version: .two, clusterSize: size, compression: .zlib),
      Qcow2Options(clusterSize: size),
      Qcow2Options(clusterSize: size, compression: .zlib),
      Qcow2Options(clusterSize: size, compression: .zstd),
    ]
  }

  private static let files = LocalFileSystem()

  /// Writes `reader` as `name` in `folder`.
  private func write(
    _ reader: any DiskReader, _ output: OutputFormat, _ name: String, in folder: FilePath
  ) throws -> FilePath {
    let path = folder.appending(name)
    let file = try Self.files.createFile(path, mode: .ownerReadWrite)
    try ImageWriter.write(reader, as: output, to: file)
    try file.close()
    return path
  }

  private func rawReader(_ path: FilePath) throws -> RawReader {
    try RawReader(file: Self.files.openForReading(path))
  }

  private func expectSound(_ image: FilePath, as raw: FilePath, in folder: FilePath) throws {
    try Oracle.qemuImg(["check", "-q", "-f", "qcow2", image.string])
    try Oracle.qemuImg(["compare", "-q", "-f", "raw", "-F", "qcow2", raw.string, image.string])
    #expect(try Qcow2Images.check(image).reasons == [])
    let back = try write(Qcow2Images.open(image), .raw, "back", in: folder)
    try Oracle.qemuImg(["compare", "-q", "-f", "raw", "-F", "raw", raw.string, back.string])
    try Self.files.removeFile(back)
  }

  @Test(arguments: allOptions)
  func writesSoundImages(_ options: Qcow2Options) throws {
    try withTemporaryFolder { folder in
      for disk in SampleDisk.all(clusterSize: options.clusterSize) {
        let raw = folder.appending("\(disk.testDescription).raw")
        try disk.write(to: raw)
        let image = try write(
          try rawReader(raw), .qcow2(options), "\(disk.testDescription).qcow2", in: folder)
        try expectSound(image, as: raw, in: folder)
        #expect(
          try Qcow2Images.open(image).virtualSize
            == disk.size.dividedRoundingUp(by: 512) * 512)
      }
    }
  }

  @Test func takesNoMoreRoomThanItNeeds() throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      try SampleDisk.sparse.write(to: raw)
      let plain = try write(
        try rawReader(raw), .qcow2(Qcow2Options()), "plain", in: folder)
      // Header, refcount table and block, L1 table, 4 L2 tables, 5 + 4 + 2 clusters of data.
      let size = try Self.files.status(of: plain, followingLinks: false).size
      #expect(size == 19 * 64 << 10)
      let packed = try write(
        try rawReader(raw), .qcow2(Qcow2Options(compression: .zstd)), "packed", in: folder)
      // Of the data, 2 clusters of random bytes do not get smaller, and all others fit in one.
      #expect(try Self.files.status(of: packed, followingLinks: false).size == 11 * 64 << 10)
    }
  }

  @Test func tellsTheVersionAndTheCompression() throws {
    try withTemporaryFolder { folder in
      for options in Self.allOptions {
        let name = "image-\(options.hashValue)"
        let image = try write(
          SyntheticDisk([(1 << 20, .plain(fileOffset: 0))]), .qcow2(options), name, in: folder)
        let info = try Oracle.qemuImg(["info", "-f", "qcow2", image.string])
        #expect(info.contains("cluster_size: \(options.clusterSize)\n"))
        #expect(info.contains(options.version == .two ? "compat: 0.10\n" : "compat: 1.1\n"))
        #expect(
          info.contains("compression type: \(options.compression == .zstd ? "zstd" : "zlib")"))
      }
    }
  }

  @Test(arguments: [
    QemuOptions(compression: "zlib"), QemuOptions(cluster: "2M", compression: "zstd"),
  ])
  func convertsCompressedImages(_ source: QemuOptions) throws {
    try withTemporaryFolder { folder in
      let original = try Qcow2Images.convert(DiskSamples.mixed, source, in: folder)
      let raw = folder.appending("disk.raw")
      for compression in [nil, ClusterCompression.zlib, .zstd] {
        let image = try write(
          Qcow2Images.open(original), .qcow2(Qcow2Options(compression: compression)),
          "image-\(compression?.rawValue ?? 9)", in: folder)
        try expectSound(image, as: raw, in: folder)
      }
    }
  }

  @Test func leavesOutClustersThatOnlyUnpackingShowsToBeZero() throws {
    try withTemporaryFolder { folder in
      let raw = folder.appending("zeros.raw")
      try Self.files.createFile(raw, size: 1 << 20, pieces: [:])
      // A cluster of zeros that is compressed all the same.
      let zeros = ZeroDisk(clusters: 16)
      let image = try write(
        zeros, .qcow2(Qcow2Options(compression: .zlib)), "image", in: folder)
      try expectSound(image, as: raw, in: folder)
      #expect(try Qcow2Images.open(image).extent(at: 0).content == .unallocated)
    }
  }

  @Test func writesAnEmptyDiskOf64PiB() throws {
    try withTemporaryFolder { folder in
      let image = try write(
        SyntheticDisk([(64 << 50, .unallocated)]), .qcow2(Qcow2Options(clusterSize: 2 << 20)),
        "image", in: folder)
      try Oracle.qemuImg(["check", "-q", "-f", "qcow2", image.string])
      #expect(try Qcow2Images.open(image).virtualSize == 64 << 50)
      #expect(try Self.files.status(of: image, followingLinks: false).allocated < 1 << 20)
    }
  }

  struct Refusal: Sendable {
    var options: Qcow2Options
    var size: Int
    var code: PcoccError.Code
  }

  @Test(arguments: [
    Refusal(options: Qcow2Options(), size: 2 << 50 + 512, code: .unsupported),
    Refusal(options: Qcow2Options(clusterSize: 512), size: 128 << 30 + 512, code: .unsupported),
    Refusal(options: Qcow2Options(), size: .max, code: .unsupported),
    Refusal(options: Qcow2Options(clusterSize: 2 << 20), size: .max, code: .unsupported),
    Refusal(options: Qcow2Options(clusterSize: 4 << 20), size: 512, code: .usage),
    Refusal(options: Qcow2Options(clusterSize: 1000), size: 512, code: .usage),
    Refusal(options: Qcow2Options(clusterSize: 0), size: 512, code: .usage),
    Refusal(options: Qcow2Options(version: .two, compression: .zstd), size: 512, code: .usage),
  ])
  func refusesWhatQemuWouldNotRead(_ refusal: Refusal) throws {
    try withTemporaryFolder { folder in
      let disk = SyntheticDisk([(refusal.size, .unallocated)])
      let error = #expect(throws: PcoccError.self) {
        _ = try write(disk, .qcow2(refusal.options), "image", in: folder)
      }
      #expect(error?.code == refusal.code)
      #expect(error?.advice != nil)
    }
  }
}

/// Compressed clusters that turn out to be zeros.
private struct ZeroDisk: DiskReader {
  let clusters: Int
  let format = DiskFormat.qcow2
  let clusterSize = 64 << 10
  var virtualSize: Int { clusters * clusterSize }

  func extent(at offset: Int) throws -> Extent {
    let start = offset / clusterSize * clusterSize
    return Extent(
      range: start..<start + clusterSize, content: .compressed(fileOffset: 0, length: 1, skip: 0)
    ).clamped(to: offset..<start + clusterSize)
  }

  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
  }

  func willRead(_ extent: Extent) {}
}
