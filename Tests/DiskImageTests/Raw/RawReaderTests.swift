import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct RawReaderTests {
  private func fill(_ range: Range<Int>, _ file: any File) throws {
    try [UInt8](repeating: 7, count: range.count).withUnsafeBytes {
      try file.write($0, at: range.lowerBound)
    }
  }

  private func contents(_ reader: RawReader) throws -> [Extent.Content] {
    try reader.extents(in: 0..<reader.virtualSize).map(\.content)
  }

  @Test func tellsHolesFromData() throws {
    try withRawDisk(size: 3 << 20) { file in
      try fill(1 << 20..<2 << 20, file)
      #expect(
        try RawReader(file: file).extents(in: 0..<3 << 20) == [
          Extent(range: 0..<1 << 20, content: .unallocated),
          Extent(range: 1 << 20..<2 << 20, content: .plain(fileOffset: 1 << 20)),
          Extent(range: 2 << 20..<3 << 20, content: .unallocated),
        ])
    }
  }

  @Test func takesSmallHolesForData() throws {
    try withRawDisk(size: 2 << 20) { file in
      for start in stride(from: 0, to: 1 << 20, by: 32 << 10) {
        try fill(start..<start + 4096, file)
      }
      let extents = try RawReader(file: file).extents(in: 0..<2 << 20)
      #expect(extents.map(\.isStored) == [true, false])
      #expect(extents.first?.range == 0..<1 << 20 - 28 << 10)
    }
  }

  @Test(arguments: [1, 511, 512, 513, 1 << 20 + 1])
  func keepsTheExactLength(_ size: Int) throws {
    try withRawDisk(size: size) { file in
      try fill(0..<size, file)
      let reader = try RawReader(file: file)
      #expect(reader.virtualSize == size)
      #expect(try contents(reader) == [.plain(fileOffset: 0)])
      #expect(try reader.contents() == [UInt8](repeating: 7, count: size))
    }
  }

  @Test func takesAnEmptyFile() throws {
    try withRawDisk(size: 0) { file in
      let reader = try RawReader(file: file)
      #expect(reader.virtualSize == 0)
    }
  }

  @Test func takesHugeHolesInOneStep() throws {
    try withRawDisk(size: 8 << 40) { file in
      let reader = try RawReader(file: file)
      #expect(try contents(reader) == [.unallocated])
    }
  }

  @Test func noticesThatTheFileShrank() throws {
    try withRawDisk(size: 1 << 20) { file in
      try fill(0..<1 << 20, file)
      let reader = try RawReader(file: file)
      let extent = try reader.extent(at: 0)
      try file.resize(to: 1000)
      #expect(throws: PcoccError.self) { try reader.extent(at: 4096) }
      #expect(throws: PcoccError.self) {
        var buffer = [UInt8](repeating: 0, count: extent.range.count)
        try buffer.withUnsafeMutableBytes { try reader.read(extent, into: $0) }
      }
    }
  }
}
