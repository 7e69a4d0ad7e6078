import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

extension VmdkHostileTests {
  struct StreamCase: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// In the marker or the stream of the grain at 64 KiB.
    var place: Int
    var value: UInt32
    var message: String
    /// Whether only unpacking can tell.
    var isInside = false
  }

  static let streamCases = [
    StreamCase(
      testDescription: "another grain's sector", place: 0, value: 0,
      message: "corrupt image: the marker of the grain of disk offset 65536 at PLACE is that of"
        + " sector 0"),
    StreamCase(
      testDescription: "a sector of 64 bits", place: 4, value: 1,
      message: "corrupt image: the marker of the grain of disk offset 65536 at PLACE is that of"
        + " sector 4294967424"),
    StreamCase(
      testDescription: "a marker of no grain", place: 8, value: 0,
      message: "corrupt image: the grain of disk offset 65536 has 0 compressed bytes, for 65536"),
    StreamCase(
      testDescription: "more than any compressor makes", place: 8, value: 131_073,
      message: "corrupt image: the grain of disk offset 65536 has 131073 compressed bytes, for"
        + " 65536"),
    StreamCase(
      testDescription: "up to behind the end", place: 8, value: 131_072,
      message: "truncated image: the grain of disk offset 65536 at STREAM lies outside the file"),
    StreamCase(
      testDescription: "wrong header of the stream", place: 12, value: 0x1234,
      message: "corrupt image: compressed data at STREAM does not give a whole grain",
      isInside: true),
    StreamCase(
      testDescription: "stream cut short", place: 8, value: 20,
      message: "corrupt image: compressed data at STREAM does not give a whole grain",
      isInside: true),
  ]

  /// The sector of the second grain's marker in a stream.
  private func secondGrain(_ bytes: [UInt8]) throws -> Int {
    let first = HeaderFields(
      bytes: Array(bytes[128 * 512..<129 * 512]), order: .little, path: "")
    return 128 + (12 + Int(try first.uint32(8))).dividedRoundingUp(by: 512)
  }

  @Test(arguments: streamCases) func wrongStreamsAreRefused(_ example: StreamCase) throws {
    var bytes = try Self.image(.streamOptimized)
    let marker = try secondGrain(bytes) * 512
    bytes.put(little: example.value, at: marker + example.place)
    let message = example.message.replacing("PLACE", with: "\(marker)")
      .replacing("STREAM", with: "\(marker + 12)")
    guard example.isInside else {
      return try expectRefused(bytes, message, isOverlap: false)
    }
    let reader = try VmdkReader(file: BytesFile(bytes))
    #expect(throws: Never.self) { try reader.validate() }
    let error = #expect(throws: PcoccError.self) { try reader.readStored() }
    #expect(error?.code == .corrupt)
    #expect(error?.message == message)
  }

  @Test func checksumsOfStreamsAreChecked() throws {
    var bytes = try Self.image(.streamOptimized)
    let marker = try secondGrain(bytes) * 512
    let length = Int(bytes[marker + 8]) + Int(bytes[marker + 9]) << 8
    bytes[marker + 12 + length - 1] ^= 1
    let reader = try VmdkReader(file: BytesFile(bytes))
    #expect(throws: PcoccError.self) { try reader.readStored() }
  }

  /// A grain's marker inside another grain, which could be given out as often as one likes.
  @Test func streamsThatOverlapAreRefused() throws {
    var bytes = try Self.image(.streamOptimized)
    let marker = try secondGrain(bytes)
    let length = Int(bytes[128 * 512 + 8]) + Int(bytes[128 * 512 + 9]) << 8
    // The first one reaches over the second one's marker.
    bytes.put(little: UInt32(length + 512), at: 128 * 512 + 8)
    try expectRefused(
      bytes,
      "corrupt image: the grain of disk offset 65536 at \(marker * 512) lies over another table or"
        + " grain", isOverlap: true)
  }
}
