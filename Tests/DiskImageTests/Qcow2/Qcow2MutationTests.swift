import FileSupport
import Foundation
import TestSupport
import Testing

@testable import DiskImage

/// Images with wrong bits in them are read or refused, in little time; nothing traps.
///
/// `PCOCC_FUZZ_ROUNDS` makes the run longer.
@Suite struct Qcow2MutationTests {
  static let rounds =
    ProcessInfo.processInfo.environment["PCOCC_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 150

  @Test(arguments: Qcow2Sample.allCases)
  func survivesWrongBits(_ sample: Qcow2Sample) throws {
    let original = try sample.image()
    let places = Self.places(original)
    var generator = SeededGenerator(seed: UInt64(original.bytes.count))
    var outcomes = Set<Bool>()
    for round in 0..<Self.rounds {
      var bytes = original.bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = places.randomElement(using: &generator) ?? 0..<1
        let offset = Int.random(in: place, using: &generator)
        bytes[offset] = Self.interesting.randomElement(using: &generator) ?? bytes[offset] ^ 0x80
      }
      let start = ContinuousClock.now
      outcomes.insert(Self.isRefused(bytes))
      #expect(ContinuousClock.now - start < .seconds(2), "round \(round)")
    }
    #expect(outcomes == [true, false])
  }

  private static let interesting: [UInt8] = [0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xff]

  /// Header, L1 table, the L2 table's entries in use, refcounts, compressed data.
  private static func places(_ image: PatchedImage) -> [Range<Int>] {
    [
      0..<112, 0..<112, 112..<256, image.l1..<image.l1 + 8, image.l2..<image.l2 + 160,
      image.l2..<image.l2 + 160, image.refcountTable..<image.refcountTable + 16,
      image.refcountBlock..<image.refcountBlock + 64, image.packed..<image.packed + 2000,
    ].filter { $0.upperBound <= image.bytes.count }
  }

  /// Whether any step refuses the image; each is tried, also after one that did.
  private static func isRefused(_ bytes: [UInt8]) -> Bool {
    let file = BytesFile(bytes)
    return [
      attempt { _ = try Qcow2Check.run(file, allowingBacking: true) },
      attempt { try Qcow2Reader(file: file, allowingBacking: true).readStored() },
    ].contains(true)
  }

  private static func attempt(_ body: () throws -> Void) -> Bool {
    do {
      try body()
      return false
    } catch {
      #expect(error is PcoccError)
      return true
    }
  }
}
