import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct RawWriterTests {
  /// Writes a disk as a raw file; returns its status and, of small ones, the content.
  private func write(_ reader: any DiskReader) throws -> (status: FileStatus, bytes: [UInt8]) {
    try withTemporaryFolder { folder in
      let file = try LocalFileSystem().createFile(folder.appending("out"), mode: .ownerReadWrite)
      try ImageWriter.write(reader, as: .raw, to: file)
      let status = try file.status()
      return (status, try file.bytes(at: 0, count: min(status.size, 16 << 20)))
    }
  }

  @Test(arguments: [0, 1, 511, 513, 1 << 20 - 1, 1 << 20, 3 << 20 + 1])
  func keepsTheExactLength(_ size: Int) throws {
    let disk = SyntheticDisk([(size, .plain(fileOffset: 0))])
    #expect(try write(disk).bytes == SyntheticDisk.bytes(0..<size))
  }

  @Test func writesAllPiecesWhereTheyBelong() throws {
    let plain = Extent.Content.plain(fileOffset: 0)
    let packed = Extent.Content.compressed(fileOffset: 0, length: 1, skip: 0)
    let pieces: [(Int, Extent.Content)] = [
      (100_000, .unallocated), (70_000, plain), (3000, .zero), (65536, packed),
      (1 << 20, packed), (5, .unallocated), (2_500_000, plain), (1 << 21, .zero),
    ]
    var expected: [UInt8] = []
    for (length, content) in pieces {
      let range = expected.count..<expected.count + length
      let isStored = Extent(range: range, content: content).isStored
      expected += isStored ? SyntheticDisk.bytes(range) : [UInt8](repeating: 0, count: length)
    }
    #expect(try write(SyntheticDisk(pieces)).bytes == expected)
  }

  @Test func leavesHolesWhereNothingIsStored() throws {
    let disk = SyntheticDisk([
      (1 << 30, .unallocated), (64 << 10, .plain(fileOffset: 0)), (5 << 30, .zero),
    ])
    let status = try write(disk).status
    #expect(status.size == 6 << 30 + 64 << 10)
    #expect(status.allocated <= 128 << 10)
  }

  @Test func leavesHolesForStoredPagesOfZeros() throws {
    try withRawDisk(size: 8 << 20) { source in
      // Written, so that the source has no holes at all.
      var bytes = [UInt8](repeating: 0, count: 8 << 20)
      for page in stride(from: 0, to: bytes.count, by: 8192) { bytes[page] = 1 }
      try bytes.withUnsafeBytes { try source.write($0, at: 0) }
      let written = try write(RawReader(file: source))
      #expect(written.bytes == bytes)
      #expect(written.status.allocated <= 4 << 20 + 64 << 10)
    }
  }

  @Test func copiesFilesByteForByte() throws {
    try withRawDisk(size: 5 << 20 + 7) { source in
      try DiskSamples.text(100_001).withUnsafeBytes { try source.write($0, at: 2 << 20 - 5) }
      let sink = MemorySink()
      try FileCopy.copy(source, to: sink)
      #expect(try sink.bytes == source.bytes(at: 0, count: 5 << 20 + 7))
      #expect(sink.skipped > 4 << 20)
      #expect(sink.isFinished)
    }
  }
}
