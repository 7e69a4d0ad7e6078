import Testing

@testable import DiskImage

@Suite struct UnitUseTests {
  struct Case: Sendable {
    var taken: [Range<Int>]
    var isFree: Bool
  }

  @Test(arguments: [
    Case(taken: [0..<512, 512..<1024], isFree: true),
    Case(taken: [512..<1024, 0..<513], isFree: false),
    Case(taken: [100..<200, 300..<400], isFree: false),
    Case(taken: [0..<512 * 64, 512 * 64..<512 * 65], isFree: true),
    Case(taken: [0..<512 * 64, 512 * 63..<512 * 65], isFree: false),
    Case(taken: [512 * 10..<512 * 500, 512 * 200..<512 * 201], isFree: false),
    Case(taken: [512 * 200..<512 * 201, 512 * 10..<512 * 500], isFree: false),
    Case(taken: [512 * 10..<512 * 10, 512 * 10..<512 * 11], isFree: true),
  ])
  func sectorsAreTakenOnce(_ example: Case) {
    var use = UnitUse(0..<1 << 20, unitSize: 512)
    #expect(example.taken.map { use.take($0) }.allSatisfy { $0 } == example.isFree)
  }

  /// Parts of 64 sectors, so that ranges reach over several of them.
  @Test func partsFindWhatTheWholeFinds() {
    var generator = SeededGenerator(seed: 3)
    var outcomes = Set<Bool>()
    for _ in 0..<500 {
      let ranges = (0..<6).map { _ in
        let start = Int.random(in: 0..<5000, using: &generator)
        return start * 512..<(start + Int.random(in: 1..<200, using: &generator)) * 512
      }
      var whole = UnitUse(0..<6000 * 512, unitSize: 512)
      let expected = ranges.map { whole.take($0) }.allSatisfy { $0 }
      var found = true
      var parts = 0
      UnitUse.forEachPart(ofFileOf: 6000 * 512, unitsPerPart: 64) { use in
        for range in ranges where !use.take(range) { found = false }
        parts += 1
      }
      #expect(found == expected)
      #expect(parts <= 1 + 6 * 5)
      outcomes.insert(found)
    }
    #expect(outcomes == [true, false])
  }
}
