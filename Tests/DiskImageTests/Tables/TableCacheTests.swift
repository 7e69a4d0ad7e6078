import TestSupport
import Testing

@testable import DiskImage

@Suite struct TableCacheTests {
  private static let file = BytesFile((0..<64).map { UInt8($0) })

  @Test func wordsComeInTheOrderOfTheFormat() throws {
    let little = TableCache<UInt32>(Self.file, .little, pageSize: 16)
    #expect(try little.words(at: 4, count: 2) == [0x0706_0504, 0x0b0a_0908])
    let big = TableCache<UInt64>(Self.file, .big, pageSize: 16)
    #expect(try big.words(at: 8, count: 1) == [0x0809_0a0b_0c0d_0e0f])
  }

  /// In a corrupt image tables of two kinds, of different lengths, may lie at one place.
  @Test func theSamePlaceMayBeAskedForInTwoLengths() throws {
    let cache = TableCache<UInt32>(Self.file, .little, pageSize: 16)
    for count in [1, 4, 2] { #expect(try cache.words(at: 0, count: count).count == count) }
  }

  @Test func entriesAreFoundInAllPages() throws {
    let cache = TableCache<UInt32>(Self.file, .little, pageSize: 16)
    let table = PagedTable(cache, at: 4, count: 14)
    #expect(try (0..<14).map { try table[$0] & 0xff } == (0..<14).map { 4 + 4 * UInt32($0) })
    #expect(try table.first(from: 2) { $0 & 0xff > 50 } == 12)
    #expect(try table.first(from: 12) { $0 & 0xff > 50 } == 12)
    #expect(try table.first(from: 13) { _ in false } == 14)
    #expect(try table.first(from: 14) { _ in true } == 14)
  }
}
