import TestSupport
import Testing

@testable import DiskImage

@Suite struct DiskDifferenceTests {
  /// Block by block, without any care for speed.
  private func expected(_ first: [UInt8], _ second: [UInt8]) -> [DifferingExtent] {
    let size = max(first.count, second.count)
    var result: [DifferingExtent] = []
    for start in stride(from: 0, to: size, by: 4096) {
      let end = min(start + 4096, size)
      let blocks = [first, second].map { bytes in
        let block = Array(bytes.dropFirst(start).prefix(end - start))
        return block + Array(repeating: 0, count: end - start - block.count)
      }
      guard blocks[0] != blocks[1] else { continue }
      let isZero = blocks.map { $0.allSatisfy { $0 == 0 } }
      let change: DifferingExtent.Change = isZero[0] ? .added : isZero[1] ? .removed : .changed
      if let last = result.last, last.change == change, last.range.upperBound == start {
        result[result.count - 1].range = last.range.lowerBound..<end
      } else {
        result.append(DifferingExtent(range: start..<end, change: change))
      }
    }
    return result
  }

  @Test func findsWhatAPlainComparisonFinds() throws {
    var disks = RandomDisks(seed: 21)
    var changes = Set<DifferingExtent.Change>()
    for _ in 0..<300 {
      let first = disks.disk()
      let second = disks.changed(first)
      let found = try DiskDifference.extents(
        RandomDisks.reader(first), RandomDisks.reader(second))
      #expect(found == expected(first, second))
      changes.formUnion(found.map(\.change))
    }
    #expect(changes == Set(DifferingExtent.Change.allCases))
  }

  @Test func whatLiesAtOnePlaceOfASharedLayerIsNotRead() throws {
    let base = try WatchedDisk(RandomDisks.reader([UInt8](repeating: 5, count: 1 << 20)))
    let top = SyntheticDisk([
      (300_000, .unallocated), (8192, .zero), ((1 << 20) - 308_192, .unallocated),
    ])
    let stack = try LayerStack([top, base])
    // The first disk's only layer is the second disk's lower one.
    let found = try DiskDifference.extents(base, stack, isSameLayer: { $0 == 0 && $1 == 1 })
    // Block 73 begins at 299,008 and is half unchanged, as is the last one.
    #expect(
      found == [
        DifferingExtent(range: 299_008..<303_104, change: .changed),
        DifferingExtent(range: 303_104..<307_200, change: .removed),
        DifferingExtent(range: 307_200..<311_296, change: .changed),
      ])
    #expect(base.ranges.value.allSatisfy { 294_912..<319_488 ~= $0.lowerBound })
  }

  @Test func disksWithoutDataAreComparedAtOnce() throws {
    #expect(
      try DiskDifference.extents(
        EmptyDisk(virtualSize: 1 << 60), EmptyDisk(virtualSize: 1 << 40)) == [])
  }
}
