import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct FileCompressionTests {
  private static let text = Array(DiskSamples.text(200))
  private static let zeros = [UInt8](repeating: 0, count: 40)

  struct Case: Sendable {
    var name: String
    var compression: FileCompression
    var packed: [UInt8]
    /// nil where the file is refused.
    var unpacked: [UInt8]?
  }

  @Test(arguments: [
    Case(name: "one member", compression: .gzip, packed: gzip(text), unpacked: text),
    Case(
      name: "two members", compression: .gzip, packed: gzip(text) + gzip([7]),
      unpacked: text + [7]),
    Case(name: "empty member", compression: .gzip, packed: gzip([]), unpacked: []),
    Case(name: "filled up", compression: .gzip, packed: gzip(text) + zeros, unpacked: text),
    Case(name: "no end", compression: .gzip, packed: Array(gzip(text).dropLast()), unpacked: nil),
    Case(name: "bytes behind", compression: .gzip, packed: gzip(text) + [1, 2, 3], unpacked: nil),
    Case(
      name: "wrong checksum", compression: .gzip, packed: gzip(text, checksum: 1), unpacked: nil),
    Case(name: "one frame", compression: .zstd, packed: zstd(text), unpacked: text),
    Case(
      name: "two frames", compression: .zstd, packed: zstd(text) + zstd([7]),
      unpacked: text + [7]),
    Case(
      name: "half a frame", compression: .zstd, packed: Array(zstd(text).dropLast()), unpacked: nil),
    Case(name: "bytes behind", compression: .zstd, packed: zstd(text) + zeros, unpacked: nil),
    Case(
      name: "window of 128 MiB", compression: .zstd,
      packed: [0x28, 0xb5, 0x2f, 0xfd, 0, 17 << 3, 1, 0, 0], unpacked: nil),
  ])
  func unpacks(_ table: Case) throws {
    try withTemporaryFolder { folder in
      let files = LocalFileSystem()
      let output = try files.createFile(folder.appending("disk"), mode: .ownerReadWrite)
      let input = BytesFile(table.packed)
      let compression = FileCompression(try FormatDetection.detect(input))
      #expect(compression == table.compression)
      guard let unpacked = table.unpacked else {
        let error = #expect(throws: PcoccError.self) {
          try table.compression.unpack(input, into: output)
        }
        #expect(error?.code == .corrupt)
        return
      }
      try table.compression.unpack(input, into: output)
      #expect(try output.contents(limit: 1 << 20) == unpacked)
    }
  }

  @Test func manyChunksComeOutWhole() throws {
    let part = DiskSamples.random(60_000)
    let members = 40
    try withTemporaryFolder { folder in
      let output = try LocalFileSystem().createFile(
        folder.appending("disk"), mode: .ownerReadWrite)
      let packed = Array(repeatElement(Self.gzip(part), count: members).joined())
      try FileCompression.gzip.unpack(BytesFile(packed), into: output)
      let expected = Array(repeatElement(part, count: members).joined())
      #expect(try output.contents(limit: 1 << 30) == expected)
    }
  }

  struct Name: Sendable {
    var compression: FileCompression
    var name: String
    var original: String
  }

  @Test(arguments: [
    Name(compression: .gzip, name: "disk.img.gz", original: "disk.img"),
    Name(compression: .gzip, name: "DISK.VMDK.GZ", original: "DISK.VMDK"),
    Name(compression: .zstd, name: "disk.qcow2.zst", original: "disk.qcow2"),
    Name(compression: .gzip, name: "disk.zst", original: "disk.zst"),
    Name(compression: .gzip, name: "disk", original: "disk"),
  ])
  func knowsTheOriginalName(_ table: Name) {
    #expect(table.compression.originalName(of: table.name) == table.original)
  }

  /// A member of RFC 1952 with one stored block.
  private static func gzip(_ bytes: [UInt8], checksum: UInt32? = nil) -> [UInt8] {
    let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
    return header + ClusterDecompressorTests.stored(bytes)
      + littleEndian(checksum ?? crc(bytes)) + littleEndian(UInt32(bytes.count))
  }

  /// A frame of RFC 8878 with one raw block of at most 255 bytes.
  private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    let block = UInt32(bytes.count) << 3 | 1
    return [0x28, 0xb5, 0x2f, 0xfd, 0x20, UInt8(bytes.count)] + littleEndian(block).prefix(3)
      + bytes
  }

  private static func littleEndian(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// RFC 1952, section 8.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb8_8320 }
    }
    return ~crc
  }
}
