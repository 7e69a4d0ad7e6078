import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Disks whose extents are files beside the descriptor.
@Suite struct VmdkExtentFilesTests {
  /// Flat data of 8 sectors from sector 2 on, 4 sectors of nothing, and a sparse extent.
  static let lines = """
    RW 8 FLAT "a.vmdk" 2
    RW 4 ZERO
    RDONLY 20480 SPARSE "b.vmdk"
    RW 1 VMFS "c.vmdk"
    """

  static func text(_ lines: String = lines, type: String = "monolithicFlat") -> [UInt8] {
    Array(
      HeaderSamples.vmdkText.replacing("RW 20480 SPARSE \"disk.vmdk\"", with: lines)
        .replacing("monolithicSparse", with: type).utf8)
  }

  static let files: [String: [UInt8]] = [
    "a.vmdk": DiskSamples.random(10 * 512),
    "b.vmdk": HeaderSamples.vmdk { $0.put([UInt8](repeating: 0, count: 16), at: 28) },
    "c.vmdk": DiskSamples.text(600),
  ]

  private func open(
    _ descriptor: [UInt8], _ files: [String: [UInt8]] = files
  ) throws -> VmdkReader {
    try VmdkReader(file: BytesFile(descriptor, path: "folder/image.vmdk")) { name in
      guard let bytes = files[name] else {
        throw PcoccError(.notFound, "cannot open", path: FilePath(name))
      }
      return BytesFile(bytes, path: FilePath(name))
    }
  }

  @Test func partsLieOneBehindTheOther() throws {
    let reader = try open(Self.text())
    try reader.validate()
    let size = (8 + 4 + 20480 + 1) * 512
    #expect(reader.virtualSize == size)
    #expect(reader.clusterSize == 64 << 10)
    var expected = [UInt8](repeating: 0, count: size)
    expected.put(Array(Self.files["a.vmdk"]?[1024...] ?? []), at: 0)
    expected.put(DiskSamples.text(512), at: size - 512)
    #expect(try reader.contents() == expected)
    #expect(
      try reader.extents(in: 0..<size) == [
        Extent(range: 0..<4096, content: .plain(fileOffset: 1024)),
        Extent(range: 4096..<6144, content: .unallocated),
        Extent(range: 6144..<size - 512, content: .unallocated),
        Extent(range: size - 512..<size, content: .plain(fileOffset: 0)),
      ])
  }

  /// The second file's place follows the first one's, as if both were in one file.
  @Test func extentsOfTwoFilesMayBeReadAtOnce() throws {
    let lines = "RW 8 FLAT \"a.vmdk\" 0\nRW 1 FLAT \"d.vmdk\" 8"
    let other = DiskSamples.random(9 * 512, seed: 7)
    let files = Self.files.merging(["d.vmdk": other]) { $1 }
    let reader = try open(Self.text(lines), files)
    let both = Extent(range: 512..<9 * 512, content: .plain(fileOffset: 512))
    var bytes = [UInt8](repeating: 0, count: both.range.count)
    try bytes.withUnsafeMutableBytes { try reader.read(both, into: $0) }
    #expect(bytes == Array(Self.files["a.vmdk"]?[512..<4096] ?? []) + other[4096...])
    let sink = MemorySink()
    try ImageWriter.write(reader, as: .raw, to: sink)
    #expect(sink.bytes == Array(Self.files["a.vmdk"]?[..<4096] ?? []) + other[4096...])
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var lines: String
    var type = "monolithicFlat"
    var code = PcoccError.Code.unsupported
    var message: String
    var testDescription: String { lines }
  }

  static let refusals = [
    Refusal(
      lines: "RW 8 FLAT \"/etc/passwd\" 0",
      message: "image refers to another file (extent \"/etc/passwd\")"),
    Refusal(
      lines: "RW 8 FLAT \"..\\a.vmdk\" 0",
      message: "image refers to another file (extent \"..\\a.vmdk\")"),
    Refusal(
      lines: "RW 8 FLAT \"..\" 0", message: "image refers to another file (extent \"..\")"),
    Refusal(lines: "RW 8 FLAT \".\" 0", message: "image refers to another file (extent \".\")"),
    Refusal(
      lines: "RW 8 FLAT \"a.vmdk\" 0\nRW 2 FLAT \"a.vmdk\" 8", code: .corrupt,
      message: "corrupt image: the VMDK descriptor names the file \"a.vmdk\" twice"),
    Refusal(
      lines: "RW 1 FLAT \"image.vmdk\" 0", code: .corrupt,
      message: "corrupt image: the VMDK descriptor names the file \"image.vmdk\" twice"),
    Refusal(
      lines: "NOACCESS 8 FLAT \"a.vmdk\" 0",
      message: "unsupported image: VMDK extent of type NOACCESS FLAT"),
    Refusal(
      lines: "RW 8 VMFSRDM \"a.vmdk\" 0",
      message: "unsupported image: VMDK extent of type RW VMFSRDM"),
    Refusal(
      lines: "RW 8 FLAT \"a.vmdk\" 3", code: .corrupt,
      message: "truncated image: a VMDK extent of 4096 bytes at 1536 of a file of 5120"),
    Refusal(
      lines: "RW 11 FLAT \"a.vmdk\" 0", code: .corrupt,
      message: "truncated image: a VMDK extent of 5632 bytes at 0 of a file of 5120"),
    Refusal(
      lines: "RW 20481 SPARSE \"b.vmdk\"", code: .corrupt,
      message: "corrupt image: a VMDK extent of 10485760 bytes, where the descriptor has"
        + " 10486272"),
    Refusal(
      lines: "RW 8 SPARSE \"a.vmdk\"", code: .corrupt,
      message: "corrupt image: it does not begin as a sparse VMDK does"),
    Refusal(lines: "RW 8 FLAT \"missing\" 0", code: .notFound, message: "cannot open"),
    Refusal(
      lines: "RW 8 FLAT \"a.vmdk\" 0", type: "fullDevice",
      message: "unsupported image: VMDK descriptor of type \"fullDevice\""),
    Refusal(
      lines: "RW 8 FLAT \"a.vmdk\" 0\nparentFileNameHint=\"a.vmdk\"",
      message: "image refers to another file (parent image \"a.vmdk\")"),
    Refusal(
      lines: (0...4096).map { "RW 8 FLAT \"\($0)\" 0" }.joined(separator: "\n"), code: .corrupt,
      message: "corrupt image: a VMDK descriptor of"),
    Refusal(
      lines: (0...4096).map { _ in "RW 8 ZERO" }.joined(separator: "\n"),
      message: "unsupported image: VMDK of 4097 extents"),
  ]

  @Test(arguments: refusals) func whatMustNotBeReadIsRefused(_ refusal: Refusal) throws {
    let error = #expect(throws: PcoccError.self) {
      _ = try open(Self.text(refusal.lines, type: refusal.type))
    }
    #expect(error?.code == refusal.code)
    #expect(error?.message.hasPrefix(refusal.message) == true, "\(error?.message ?? "")")
  }

  /// Nothing is opened before all names are known to be harmless.
  @Test func noFileIsOpenedForADescriptorThatIsRefused() throws {
    let opened = Mutex<[String]>([])
    let text = Self.text("RW 8 FLAT \"a.vmdk\" 0\nRW 8 FLAT \"/etc/passwd\" 0")
    #expect(throws: PcoccError.self) {
      try VmdkReader(file: BytesFile(text)) { name in
        opened.withLock { $0.append(name) }
        return BytesFile([])
      }
    }
    #expect(opened.withLock { $0 } == [])
  }

  @Test func withoutLeaveNoExtentIsOpened() throws {
    let error = #expect(throws: PcoccError.self) { try VmdkReader(file: BytesFile(Self.text())) }
    #expect(error?.message == "image refers to another file (first of 4 extents \"a.vmdk\")")
  }

  @Test func wrongTablesOfExtentsAreFound() throws {
    var files = Self.files
    files["b.vmdk"]?.put(little: UInt32(1), at: 26 * 512)
    let reader = try open(Self.text(), files)
    let error = #expect(throws: PcoccError.self) { try reader.validate() }
    #expect(error?.path == "b.vmdk")
  }
}
