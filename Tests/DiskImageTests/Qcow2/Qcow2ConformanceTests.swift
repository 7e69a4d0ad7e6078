import Dispatch
import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// All that `qemu-img convert` writes is read back byte for byte, and found clean.
@Suite struct Qcow2ConformanceTests {
  static let plain = ["0.10", "1.1"].flatMap { compat in
    ["512", "4k", "64k", "2M"].flatMap { cluster in
      [nil, "zlib", "zstd"].filter { compat == "1.1" || $0 != "zstd" }.map {
        QemuOptions(compat: compat, cluster: cluster, compression: $0)
      }
    }
  }

  static let extended = ["16k", "64k", "2M"].flatMap { cluster in
    [nil, "zlib", "zstd"].map {
      QemuOptions(cluster: cluster, compression: $0, isExtended: true)
    }
  }

  static let refcounts = [1, 2, 4, 8, 32, 64].flatMap { bits in
    ["512", "64k"].flatMap { cluster in
      [nil, "zlib"].map {
        QemuOptions(cluster: cluster, compression: $0, refcountBits: bits)
      }
    }
  }

  static let lazy = ["512", "64k"].map { QemuOptions(cluster: $0, hasLazyRefcounts: true) }

  static let preallocated = ["metadata", "falloc", "full"].flatMap { preallocation in
    ["4k", "64k", "2M"].flatMap { cluster in
      [
        QemuOptions(compat: "0.10", cluster: cluster, preallocation: preallocation),
        QemuOptions(cluster: cluster, preallocation: preallocation),
        QemuOptions(
          cluster: cluster == "4k" ? "16k" : cluster, isExtended: true,
          preallocation: preallocation),
      ]
    }
  }

  @Test(arguments: plain + extended + refcounts + lazy + preallocated)
  func readsWhatQemuImgConverts(_ options: QemuOptions) throws {
    try withTemporaryFolder { folder in
      let image = try Qcow2Images.convert(DiskSamples.mixed, options, in: folder)
      let reader = try Qcow2Images.open(image)
      #expect(reader.virtualSize == DiskSamples.mixed.count)
      #expect(try reader.contents() == DiskSamples.mixed)
      #expect(try Qcow2Images.check(image).reasons == [])
    }
  }

  struct Size: Sendable {
    var bytes: Int
    var options: QemuOptions
  }

  @Test(
    arguments: [0, 512, 1 << 20 + 512, 5 << 20].flatMap { bytes in
      [
        QemuOptions(), QemuOptions(compat: "0.10", cluster: "512"),
        QemuOptions(compression: "zlib"), QemuOptions(cluster: "2M", compression: "zstd"),
        QemuOptions(cluster: "16k", isExtended: true),
      ].map { Size(bytes: bytes, options: $0) }
    })
  func readsDisksOfAnySize(_ size: Size) throws {
    try withTemporaryFolder { folder in
      let content = Array(DiskSamples.random(size.bytes / 2) + DiskSamples.text(size.bytes))
      let disk = Array(content.prefix(size.bytes))
      let image = try Qcow2Images.convert(disk, size.options, in: folder)
      let reader = try Qcow2Images.open(image)
      #expect(reader.virtualSize == size.bytes)
      #expect(try reader.contents() == disk)
      #expect(try Qcow2Images.check(image).reasons == [])
    }
  }

  @Test(
    arguments: [
      QemuOptions(), QemuOptions(cluster: "2M"), QemuOptions(compression: "zlib"),
      QemuOptions(compression: "zstd", isExtended: true),
      QemuOptions(cluster: "2M", preallocation: "metadata"),
    ])
  func readsLargeSparseDisks(_ options: QemuOptions) throws {
    try withTemporaryFolder { folder in
      let size = 5 << 30 + 512
      let piece = DiskSamples.random(256 << 10)
      let text = DiskSamples.text(256 << 10)
      let raw = folder.appending("disk.raw")
      try Qcow2Images.fileSystem.createFile(
        raw, size: size,
        pieces: [
          0: piece, 4 << 30 - 128 << 10: piece, 4 << 30 + 128 << 10: text,
          size - text.count: text,
        ])
      let image = try Qcow2Images.convert(raw, options, in: folder)
      let reader = try Qcow2Images.open(image)
      #expect(reader.virtualSize == size)
      try expectSame(reader, as: Qcow2Images.fileSystem.openForReading(raw))
      #expect(try Qcow2Images.check(image).reasons == [])
    }
  }

  /// Compares what is stored byte for byte, and that `raw` has nothing but zeros elsewhere.
  private func expectSame(_ reader: Qcow2Reader, as raw: any File) throws {
    for extent in try reader.extents(in: 0..<reader.virtualSize) {
      var start = extent.range.lowerBound
      while let data = try raw.nextData(from: start), data < extent.range.upperBound {
        let end = min(try raw.nextHole(from: data), extent.range.upperBound, data + 1 << 20)
        var bytes = [UInt8](repeating: 0, count: end - data)
        try bytes.withUnsafeMutableBytes {
          try reader.read(extent.clamped(to: data..<end), into: $0)
        }
        #expect(try bytes == raw.bytes(at: data, count: end - data))
        start = end
      }
    }
  }

  @Test(arguments: [nil, "zlib", "zstd"])
  func readsOnSeveralThreads(_ compression: String?) throws {
    try withTemporaryFolder { folder in
      let options = QemuOptions(cluster: "4k", compression: compression)
      let image = try Qcow2Images.convert(DiskSamples.mixed, options, in: folder)
      let reader = try Qcow2Images.open(image)
      let equal = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        if (try? reader.contents()) == DiskSamples.mixed { equal.withLock { $0 += 1 } }
      }
      #expect(equal.withLock { $0 } == 8)
    }
  }

  /// Parts of an extent give parts of its bytes, also out of a compressed cluster.
  @Test(arguments: [nil, "zlib", "zstd"])
  func readsPartsOfExtents(_ compression: String?) throws {
    try withTemporaryFolder { folder in
      let options = QemuOptions(compression: compression, isExtended: true)
      let image = try Qcow2Images.convert(DiskSamples.mixed, options, in: folder)
      let reader = try Qcow2Images.open(image)
      for start in stride(from: 0, to: reader.virtualSize - 1000, by: 99_991) {
        var bytes: [UInt8] = []
        for extent in try reader.extents(in: start..<start + 1000) {
          var part = [UInt8](repeating: 0xff, count: extent.range.count)
          try part.withUnsafeMutableBytes { try reader.read(extent, into: $0) }
          bytes += part
        }
        #expect(bytes == Array(DiskSamples.mixed[start..<start + 1000]))
      }
    }
  }

  @Test func mergesHolesOfHugeDisks() throws {
    try withTemporaryFolder { folder in
      let image = folder.appending("huge.qcow2")
      try Oracle.qemuImg(
        ["create", "-f", "qcow2", "-o", "cluster_size=2M,preallocation=off", image.string, "64P"])
      let reader = try Qcow2Images.open(image)
      #expect(reader.virtualSize == 64 << 50)
      #expect(
        try reader.extent(at: 12345)
          == Extent(range: 12345..<64 << 50, content: .unallocated))
      #expect(try Qcow2Images.check(image).isClean)
    }
  }
}
