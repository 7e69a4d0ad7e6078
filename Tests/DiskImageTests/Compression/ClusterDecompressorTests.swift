import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct ClusterDecompressorTests {
  /// What comes out, or nil where the input is refused.
  static func decompress(
    _ compression: ClusterCompression, _ input: [UInt8], size: Int
  ) throws -> [UInt8]? {
    let decompressor = try compression.makeDecompressor()
    var output = [UInt8](repeating: 0xee, count: size)
    let isWhole = input.withUnsafeBytes { input in
      output.withUnsafeMutableBytes { decompressor.decompress(input, into: $0) }
    }
    return isWhole ? output : nil
  }

  // MARK: Deflate

  /// A stored block of RFC 1951.
  static func stored(_ bytes: [UInt8], isLast: Bool = true) -> [UInt8] {
    let count = UInt16(bytes.count)
    return [isLast ? 1 : 0] + [count, ~count].flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] } + bytes
  }

  static let data = Array(DiskSamples.text(512))

  @Test func inflatesWholeStreams() throws {
    #expect(try Self.decompress(.zlib, Self.stored(Self.data), size: 512) == Self.data)
    let padded = Self.stored(Self.data) + [UInt8](repeating: 0xff, count: 300)
    #expect(try Self.decompress(.zlib, padded, size: 512) == Self.data)
  }

  @Test func inflatesStreamsThatFillTheClusterWithoutAnEnd() throws {
    let endless = Self.stored(Self.data, isLast: false)
    #expect(try Self.decompress(.zlib, endless, size: 512) == Self.data)
    // A block of the reserved type follows, which QEMU refuses as well.
    #expect(try Self.decompress(.zlib, endless + [6, 6, 6], size: 512) == nil)
    let longer = Self.stored(Self.data + Self.data)
    #expect(try Self.decompress(.zlib, longer, size: 512) == Self.data)
  }

  @Test func refusesBadDeflate() throws {
    #expect(try Self.decompress(.zlib, Self.stored(Self.data), size: 513) == nil)
    #expect(
      try Self.decompress(.zlib, Array(Self.stored(Self.data).dropLast()), size: 512) == nil)
    #expect(try Self.decompress(.zlib, [0xff], size: 512) == nil)
    #expect(try Self.decompress(.zlib, DiskSamples.random(600), size: 512) == nil)
  }

  /// QEMU writes with a window of 4 KiB; others may look back further.
  @Test func inflatesWithAWideWindow() throws {
    try withTemporaryFolder { folder in
      let far = DiskSamples.random(30_000)
      let content = Array((far + far + far).prefix(65536))
      let path = folder.appending("cluster")
      try Qcow2Images.fileSystem.createFile(path, size: 65536, pieces: [0: content])
      try Oracle.run("gzip", package: "gzip", ["-9", "-n", path.string])
      let packed = try Qcow2Images.fileSystem.contents(
        of: folder.appending("cluster.gz"), limit: 65536)
      #expect(packed.count < 40_000)
      // A header of 10 bytes before the deflate stream, as no name is stored.
      let stream = Array(packed.dropFirst(10))
      #expect(try Self.decompress(.zlib, stream, size: 65536) == content)
      #expect(
        try Self.decompress(.zlib, stream, size: 65000) == Array(content.prefix(65000)))
    }
  }

  // MARK: Zstandard

  /// A frame of one raw block (RFC 8878, section 3.1.1), with a window of 2^(10 + exponent).
  static func frame(_ bytes: [UInt8], isLast: Bool = true, exponent: UInt8 = 0) -> [UInt8] {
    let block = UInt32(bytes.count) << 3 | (isLast ? 1 : 0)
    return [0x28, 0xb5, 0x2f, 0xfd, 0, exponent << 3]
      + [UInt8(block & 0xff), UInt8(block >> 8 & 0xff), UInt8(block >> 16 & 0xff)] + bytes
  }

  static let skippable: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]

  @Test func unpacksFrames() throws {
    let (first, second) = (Array(Self.data.prefix(200)), Array(Self.data.dropFirst(200)))
    let whole = Self.frame(Self.data)
    #expect(try Self.decompress(.zstd, whole, size: 512) == Self.data)
    #expect(try Self.decompress(.zstd, whole + [1, 2, 3], size: 512) == Self.data)
    let several = Self.skippable + Self.frame(first) + Self.frame([]) + Self.frame(second)
    #expect(try Self.decompress(.zstd, several, size: 512) == Self.data)
  }

  @Test func refusesFramesThatDoNotEndWithTheCluster() throws {
    #expect(try Self.decompress(.zstd, Self.frame(Self.data), size: 513) == nil)
    #expect(try Self.decompress(.zstd, Self.frame(Self.data), size: 511) == nil)
    #expect(try Self.decompress(.zstd, Self.frame(Self.data, isLast: false), size: 512) == nil)
    #expect(try Self.decompress(.zstd, Self.skippable, size: 512) == nil)
    #expect(try Self.decompress(.zstd, [], size: 512) == nil)
    #expect(try Self.decompress(.zstd, DiskSamples.random(600), size: 512) == nil)
  }

  @Test func limitsTheWindow() throws {
    let largest = Self.frame(Self.data, exponent: 13)
    #expect(try Self.decompress(.zstd, largest, size: 512) == Self.data)
    let tooLarge = Self.frame(Self.data, exponent: 14)
    #expect(try Self.decompress(.zstd, tooLarge, size: 512) == nil)
  }

  @Test func refusesDictionaries() throws {
    var frame = Self.frame(Self.data)
    // One byte of dictionary identifier follows the window.
    frame[4] = 1
    frame.insert(7, at: 6)
    #expect(try Self.decompress(.zstd, frame, size: 512) == nil)
  }

  @Test(arguments: ClusterCompression.allCases)
  func knowsHowSmallAClusterCanGet(_ compression: ClusterCompression) throws {
    try withTemporaryFolder { folder in
      let content = [UInt8](repeating: 1, count: 2 << 20)
      let options = QemuOptions(cluster: "2M", compression: "\(compression)")
      let image = try Qcow2Images.convert(content, options, in: folder)
      let extent = try Qcow2Images.open(image).extent(at: 0)
      let minimum = compression.minimumSize(ofCluster: 2 << 20)
      guard case .compressed(_, let length, 0) = extent.content else {
        Issue.record("not compressed: \(extent)")
        return
      }
      #expect(length >= minimum)
      // In whole sectors.
      #expect(length < 2 * minimum + 512)
    }
  }
}
