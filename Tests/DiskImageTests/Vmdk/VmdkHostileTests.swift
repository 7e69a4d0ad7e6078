import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// Tables that lie are found out, both by the walk ahead and by a reader that was not asked for it.
@Suite struct VmdkHostileTests {
  /// 34 MiB, with data in the first two grains, in grain 5 and in the first of the second table.
  static let pieces: [(Int, Extent.Content)] = [
    (128 << 10, .plain(fileOffset: 0)), (192 << 10, .unallocated),
    (64 << 10, .plain(fileOffset: 0)), (32 << 20 - 384 << 10, .unallocated),
    (64 << 10, .plain(fileOffset: 0)), (2 << 20 - 64 << 10, .unallocated),
  ]

  static func image(_ subformat: VmdkOptions.Subformat) throws -> [UInt8] {
    let sink = MemorySink()
    try ImageWriter.write(
      SyntheticDisk(pieces), as: .vmdk(VmdkOptions(subformat: subformat)), to: sink)
    return sink.bytes
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var subformat = VmdkOptions.Subformat.monolithicSparse
    /// Where in the file, and what comes there; or the file's new length.
    var place: Int
    var value: UInt32?
    /// Whether only the walk over all tables can tell.
    var isOverlap = false
    var message: String
  }

  /// Second directory at sector 21, first at 30; its tables at 31 and 35; grains from 128 on.
  static let directory = 30 * 512
  static let table = 31 * 512

  static let cases = [
    Case(
      testDescription: "table over the header", place: directory, value: 0x1,
      message: "corrupt image: grain table 0 at 512 lies over the header or the descriptor"),
    Case(
      testDescription: "table over the descriptor", place: directory + 4, value: 20,
      message: "corrupt image: grain table 1 at 10240 lies over the header or the descriptor"),
    Case(
      testDescription: "table behind the end", place: directory, value: 637,
      message: "truncated image: grain table 0 at 326144 lies outside the file"),
    Case(
      testDescription: "table far behind the end", place: directory + 4, value: .max,
      message: "truncated image: grain table 1 at 2199023255040 lies outside the file"),
    Case(
      testDescription: "one table twice", place: directory + 4, value: 31, isOverlap: true,
      message: "corrupt image: grain table 1 at 15872 lies over another table or grain"),
    Case(
      testDescription: "table over the directory", place: directory, value: 29, isOverlap: true,
      message: "corrupt image: grain table 0 at 14848 lies over another table or grain"),
    Case(
      testDescription: "table over a grain", place: directory + 4, value: 130, isOverlap: true,
      message: "corrupt image: grain table 1 at 66560 lies over another table or grain"),
    Case(
      testDescription: "zeroed grain without the flag", place: table + 16, value: 1,
      message: "corrupt image: the grain of disk offset 262144 at 512 lies over the header or the"
        + " descriptor"),
    Case(
      testDescription: "grain over the descriptor", place: table + 4, value: 20,
      message: "corrupt image: the grain of disk offset 65536 at 10240 lies over the header or the"
        + " descriptor"),
    Case(
      testDescription: "grain over its table", place: table + 8, value: 31, isOverlap: true,
      message: "corrupt image: the grain of disk offset 131072 at 15872 lies over another table or"
        + " grain"),
    Case(
      testDescription: "one grain twice", place: table + 8, value: 128, isOverlap: true,
      message: "corrupt image: the grain of disk offset 131072 at 65536 lies over another table or"
        + " grain"),
    Case(
      testDescription: "grain half over another", place: table + 4, value: 192, isOverlap: true,
      message: "corrupt image: the grain of disk offset 65536 at 98304 lies over another table or"
        + " grain"),
    Case(
      testDescription: "grain half behind the end", place: table + 20, value: 513,
      message: "truncated image: the grain of disk offset 327680 at 262656 lies outside the file"),
    Case(
      testDescription: "cut off", place: 640 * 512 - 1,
      message: "truncated image: the grain of disk offset 33554432 at 262144 lies outside the file"
    ),
  ]

  private func patched(_ example: Case) throws -> [UInt8] {
    var bytes = try Self.image(example.subformat)
    if let value = example.value {
      bytes.put(little: value, at: example.place)
    } else {
      bytes = Array(bytes[..<example.place])
    }
    return bytes
  }

  @Test(arguments: VmdkOptions.Subformat.allCases)
  func theImagesAreSound(_ subformat: VmdkOptions.Subformat) throws {
    let bytes = try Self.image(subformat)
    let reader = try VmdkReader(file: BytesFile(bytes))
    try reader.validate()
    #expect(try reader.readStored() == 4 * 64 << 10)
    #expect(
      try reader.contents()
        == Self.pieces.reduce(into: [UInt8]()) { bytes, piece in
          let range = bytes.count..<bytes.count + piece.0
          bytes +=
            piece.1 == .unallocated
            ? [UInt8](repeating: 0, count: piece.0) : SyntheticDisk.bytes(range)
        })
    if subformat == .monolithicSparse { #expect(bytes.count == 640 * 512) }
  }

  @Test(arguments: cases) func wrongTablesAreRefused(_ example: Case) throws {
    try expectRefused(try patched(example), example.message, isOverlap: example.isOverlap)
  }

  func expectRefused(
    _ bytes: [UInt8], _ message: String, isOverlap: Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let reader = try VmdkReader(file: BytesFile(bytes))
    let error = #expect(throws: PcoccError.self, sourceLocation: sourceLocation) {
      try reader.validate()
    }
    #expect(error?.code == .corrupt, sourceLocation: sourceLocation)
    #expect(error?.message == message, sourceLocation: sourceLocation)
    guard !isOverlap else { return }
    let found = #expect(throws: PcoccError.self, sourceLocation: sourceLocation) {
      try reader.readStored()
    }
    #expect(found == error, sourceLocation: sourceLocation)
  }

  @Test func zeroedGrainsAreZeros() throws {
    var bytes = try Self.image(.monolithicSparse)
    bytes.put(little: UInt32(2), at: 4)
    bytes.put(little: UInt32(7), at: 8)
    bytes.put(little: UInt32(1), at: Self.table + 8)
    bytes.put(little: UInt32(1), at: Self.table + 12)
    let reader = try VmdkReader(file: BytesFile(bytes))
    try reader.validate()
    #expect(
      try reader.extent(at: 130 << 10)
        == Extent(range: 130 << 10..<256 << 10, content: .zero))
  }

  @Test func neighboursMakeOneExtent() throws {
    let reader = try VmdkReader(file: BytesFile(try Self.image(.monolithicSparse)))
    #expect(
      try reader.extents(in: 0..<reader.virtualSize).map(\.range.upperBound)
        == [128 << 10, 320 << 10, 384 << 10, 32 << 20, 32 << 20 + 64 << 10, 34 << 20])
  }

  /// A grain directory of 256 MiB, all holes, is not walked through.
  @Test func hugeDirectoriesAreRefused() throws {
    let header = HeaderSamples.vmdkHeader { $0.put(little: UInt64(1) << 42, at: 12) }
    let text = HeaderSamples.vmdkText.replacing("RW 20480", with: "RW \(UInt64(1) << 42)")
    let file = SparseBytesFile(pieces: [0: header, 512: Array(text.utf8)], size: 1 << 30)
    let error = #expect(throws: PcoccError.self) { try VmdkReader(file: file) }
    #expect(error?.code == .unsupported)
    #expect(
      error?.message
        == "unsupported image: VMDK disk of 2251799813685248 bytes with grains of 65536")
  }

  /// Files that the tables spread over more than a part of 64 GiB.
  @Test func overlapsAreFoundInAllPartsOfAFile() throws {
    let text = HeaderSamples.vmdkText.replacing("RW 20480", with: "RW 20480")
    for (second, isSound) in [(UInt32(1 << 31), true), (UInt32(1 << 30) + 8, false)] {
      var table = [UInt8](repeating: 0, count: 2048)
      table.put(little: UInt32(1 << 30), at: 0)
      table.put(little: second, at: 4)
      var directory = [UInt8](repeating: 0, count: 4)
      directory.put(little: UInt32(40), at: 0)
      let file = SparseBytesFile(
        pieces: [
          0: HeaderSamples.vmdkHeader(), 512: Array(text.utf8), 26 * 512: directory,
          40 * 512: table,
        ], size: 2 << 40)
      let reader = try VmdkReader(file: file)
      if isSound {
        #expect(throws: Never.self) { try reader.validate() }
      } else {
        #expect(throws: PcoccError.self) { try reader.validate() }
      }
    }
  }

  @Test(arguments: VmdkOptions.Subformat.allCases)
  func mutationsAreReadOrRefused(_ subformat: VmdkOptions.Subformat) throws {
    let original = try Self.image(subformat)
    let isStream = subformat == .streamOptimized
    let places =
      isStream
      ? [128 * 512..<128 * 512 + 40, 128 * 512..<original.count - 1536]
      : [Self.directory..<Self.directory + 8, Self.table..<Self.table + 32]
    let interesting: [UInt8] = [0, 1, 31, 128, 0x7f, 0xff]
    var generator = SeededGenerator(seed: 31)
    var outcomes = Set<Bool>()
    for _ in 0..<200 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = places.randomElement(using: &generator) ?? 0..<1
        bytes[Int.random(in: place, using: &generator)] =
          interesting.randomElement(using: &generator) ?? 0
      }
      for step in 0..<2 {
        do {
          let reader = try VmdkReader(file: BytesFile(bytes))
          if step == 0 { try reader.validate() } else { try reader.readStored() }
          outcomes.insert(true)
        } catch {
          #expect(error is PcoccError)
          outcomes.insert(false)
        }
      }
    }
    #expect(outcomes == [true, false])
  }
}
