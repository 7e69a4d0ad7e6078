import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct ImageInspectionTests {
  /// An image that qemu-img makes.
  struct Made: Sendable, CustomTestStringConvertible {
    var format: DiskFormat
    var options: String
    var size = "10M"
    /// Whether it needs no other file.
    var isStandalone = true
    var testDescription: String { "\(format.rawValue) \(options) \(size)" }

    init(
      _ format: DiskFormat, _ options: String = "", size: String = "10M", isStandalone: Bool = true
    ) {
      self.format = format
      self.options = options
      self.size = size
      self.isStandalone = isStandalone
    }

    /// Converts, because only that writes whole streams.
    func make(in folder: FilePath) throws -> FilePath {
      let source = folder.appending("source")
      let path = folder.appending("disk.\(format.rawValue)")
      try Oracle.qemuImg(["create", "-q", "-f", "raw", source.string, size])
      try Oracle.qemuIO(["-f", "raw", "-c", "write -q -P 7 4k 4k", source.string])
      var arguments = ["convert", "-f", "raw", "-O", format.rawValue]
      if !options.isEmpty { arguments += ["-o", options] }
      try Oracle.qemuImg(arguments + [source.string, path.string])
      return path
    }
  }

  static let images: [Made] = [
    Made(.raw), Made(.raw, size: "8192"),
    Made(.qcow2), Made(.qcow2, "compat=0.10"), Made(.qcow2, "cluster_size=512"),
    Made(.qcow2, "cluster_size=2M"), Made(.qcow2, "compression_type=zstd"),
    Made(.qcow2, "extended_l2=on"), Made(.qcow2, "lazy_refcounts=on"),
    Made(.qcow2, "refcount_bits=1"), Made(.qcow2, "refcount_bits=64"),
    Made(.qcow2, "preallocation=metadata"), Made(.qcow2, size: "5G"),
    Made(.qed), Made(.qed, "cluster_size=4096,table_size=2"),
    Made(.qed, "table_size=16", size: "5G"),
    Made(.vdi), Made(.vdi, "static=on"), Made(.vdi, size: "10486272"), Made(.vdi, size: "5G"),
    Made(.vpc), Made(.vpc, "subformat=fixed"), Made(.vpc, "force_size=on"),
    Made(.vpc, "subformat=fixed,force_size=on"), Made(.vpc, size: "5G"),
    Made(.vpc, "force_size=on", size: "140G"),
    Made(.vmdk), Made(.vmdk, "subformat=streamOptimized"), Made(.vmdk, "adapter_type=lsilogic"),
    Made(.vmdk, "compat6=on"), Made(.vmdk, "zeroed_grain=on"), Made(.vmdk, "hwversion=14"),
    Made(.vmdk, "subformat=streamOptimized", size: "5G"),
    Made(.vmdk, "subformat=monolithicFlat", isStandalone: false),
    Made(.vmdk, "subformat=twoGbMaxExtentSparse", size: "5G", isStandalone: false),
    Made(.vmdk, "subformat=twoGbMaxExtentFlat", size: "5G", isStandalone: false),
  ]

  @Test(arguments: images) func agreesWithQemu(_ image: Made) throws {
    try withTemporaryFolder { folder in
      let path = try image.make(in: folder)
      let file = try LocalFileSystem().openForReading(path)
      let detection = try FormatDetection.detect(file)
      #expect(detection.formats == (image.format == .raw ? [] : [image.format]))
      #expect(detection.foreignFormats == [])

      let inspection = try ImageInspection.inspect(file)
      #expect(inspection.format == image.format)
      #expect(inspection.fileSize == (try file.status().size))
      #expect(inspection.refusals.isEmpty == image.isStandalone)
      #expect(inspection.references.isEmpty == image.isStandalone)
      let info = try qemuInfo(path, image.format)
      #expect(inspection.virtualSize == info["virtual-size"] as? Int)
      if image.isStandalone {
        #expect(inspection.clusterSize == info["cluster-size"] as? Int)
      }
    }
  }

  private func qemuInfo(_ path: FilePath, _ format: DiskFormat) throws -> [String: Any] {
    let text = try Oracle.qemuImg(["info", "-f", format.rawValue, "--output=json", path.string])
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// Every truncation of what real programs write is told as such, from its signature on.
  @Test(arguments: [
    Made(.qcow2), Made(.qed), Made(.vdi), Made(.vpc), Made(.vmdk),
    Made(.vmdk, "subformat=streamOptimized"),
  ])
  func noHeaderIsTakenInPart(_ image: Made) throws {
    try withTemporaryFolder { folder in
      let file = try LocalFileSystem().openForReading(try image.make(in: folder))
      let bytes = try file.bytes(at: 0, count: 1024)
      let signatureEnd = [.vdi: 68, .vpc: 8][image.format] ?? 4
      // The header and the map of the disk in vdi end before.
      let headerEnd = image.format == .vdi ? 551 : 1024
      for length in signatureEnd...headerEnd {
        let cut = BytesFile(Array(bytes[..<length]), path: "disk")
        #expect(throws: PcoccError.self, "\(length) bytes") {
          try ImageInspection.inspect(cut, declared: image.format)
        }
      }
    }
  }

  @Test func allReasonsAreShownTogether() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("disk.raw")
      try Oracle.qemuImg([
        "create", "-q", "-u", "-f", "qcow2", "-b", "/etc/passwd", "-F", "raw", "-o",
        "data_file=\(folder.appending("data"))", path.string, "1M",
      ])
      let inspection = try ImageInspection.inspect(try LocalFileSystem().openForReading(path))
      #expect(inspection.format == .qcow2)
      #expect(inspection.virtualSize == 1 << 20)
      #expect(
        inspection.references.map(\.name) == ["/etc/passwd", folder.appending("data").string])
      #expect(inspection.references.map(\.kind) == ["backing file", "external data file"])
      #expect(inspection.features == ["external-data-file"])
      #expect(inspection.refusals.count == 3)
      #expect(inspection.refusals.first?.contains("the name says raw") == true)
      #expect(inspection.refusals.last?.contains("backing file \"/etc/passwd\"") == true)
    }
  }

  @Test func qcow2FactsAreTold() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("disk.qcow2")
      try Oracle.qemuImg([
        "create", "-q", "-f", "qcow2", "-o",
        "compression_type=zstd,extended_l2=on,lazy_refcounts=on,refcount_bits=8", path.string,
        "1M",
      ])
      try Oracle.qemuImg(["snapshot", "-q", "-c", "one", path.string])
      let inspection = try ImageInspection.inspect(try LocalFileSystem().openForReading(path))
      #expect(inspection.features == ["lazy-refcounts", "extended-l2"])
      let facts = inspection.facts
      #expect(facts["version"] == "3")
      #expect(facts["compression-type"] == "zstd")
      #expect(facts["refcount-bits"] == "8")
      #expect(facts["snapshots"] == "1")
      #expect(facts["dirty"] == "no")
      #expect(facts["header-length"] == "112")
      #expect(inspection.refusals == [])
    }
  }

  @Test func factsOfTheOtherFormatsAreTold() throws {
    func facts(_ bytes: [UInt8]) throws -> [String: String] {
      try ImageInspection.inspect(BytesFile(bytes, path: "disk")).facts
    }
    #expect(try facts(HeaderSamples.qed)["table-clusters"] == "2")
    #expect(try facts(HeaderSamples.qed)["needs-check"] == "no")
    #expect(try facts(HeaderSamples.vdi)["sub-format"] == "dynamic")
    #expect(try facts(HeaderSamples.vdi)["uuid"] == "33221100-5544-7766-8899-aabbccddeeff")
    #expect(try facts(HeaderSamples.vpc())["sub-format"] == "dynamic")
    #expect(try facts(HeaderSamples.vpc())["creator"] == "test")
    #expect(try facts(HeaderSamples.fixedVpc())["geometry"] == "120/8/17")
    #expect(try facts(HeaderSamples.vmdk())["sub-format"] == "monolithicSparse")
    #expect(try facts(HeaderSamples.vmdk())["content-id"] == "12345678")
    #expect(try facts(HeaderSamples.vmdkStream())["directory-place"] == "footer")
  }

  @Test func referencesOfADiskOfSeveralFilesAreListed() throws {
    let text = HeaderSamples.vmdkText
      .replacing("RW 20480 SPARSE \"disk.vmdk\"", with: "RW 8 FLAT \"a\" 0\nRW 8 FLAT \"/b\" 0")
    let bytes = Array((text + "parentFileNameHint=\"p\"\nchangeTrackPath=\"c\"\n").utf8)
    let inspection = try ImageInspection.inspect(BytesFile(bytes, path: "disk.vmdk"))
    #expect(inspection.references.map(\.name) == ["p", "a", "/b", "c"])
    #expect(inspection.clusterSize == nil)
    #expect(inspection.virtualSize == 8192)
  }

  @Test func whatCannotBeSettledIsAnError() throws {
    let file = BytesFile(HeaderSamples.vdi, path: "disk.vdi")
    #expect(throws: PcoccError.self) { try ImageInspection.inspect(file, declared: .qcow2) }
    #expect(throws: PcoccError.self) { try ImageInspection.inspect(file, declared: .raw) }
    #expect(throws: PcoccError.self) { try ImageInspection.inspect(BytesFile([])) }
    #expect(throws: PcoccError.self) { try ImageInspection.inspect(BytesFile([0x1f, 0x8b])) }
  }
}

extension ImageInspection {
  /// The details by their keys.
  var facts: [String: String] {
    Dictionary(uniqueKeysWithValues: details.map { ($0.key, $0.value) })
  }
}
