import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

@Suite struct OverlayPlanTests {
  /// An overlay on `base` that makes `disk` of it.
  private func overlay(
    _ disk: any DiskReader, changes: (any DiskReader)? = nil, over base: any DiskReader
  ) throws -> [UInt8] {
    let sink = MemorySink()
    try OverlayPlan(disk, changes: changes, over: base).write(backingName: "base", to: sink)
    return sink.bytes
  }

  private func bytes(of disk: any DiskReader) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0xff, count: disk.virtualSize)
    var cursor = ExtentCursor(disk)
    try bytes.withUnsafeMutableBytes { try cursor.read(0..<disk.virtualSize, into: $0) }
    return bytes
  }

  /// Numbers of the clusters that an overlay must hold: of those that differ, and of these not zero.
  private func clusters(_ disk: [UInt8], _ base: [UInt8]) -> (differing: Int, data: Int) {
    var result = (differing: 0, data: 0)
    for start in stride(from: 0, to: disk.count, by: 65536) {
      let ours = Array(disk[start..<min(start + 65536, disk.count)])
      var theirs = Array(base.dropFirst(start).prefix(ours.count))
      theirs += Array(repeating: 0, count: ours.count - theirs.count)
      guard ours != theirs else { continue }
      result.differing += 1
      if ours.contains(where: { $0 != 0 }) { result.data += 1 }
    }
    return result
  }

  @Test func theOverlayMakesTheDiskAndHoldsNoMoreThanItMust() throws {
    var disks = RandomDisks(seed: 11)
    var empty = 0
    for _ in 0..<300 {
      let base = disks.disk()
      let disk = disks.changed(base)
      let below = try RandomDisks.reader(base)
      let plan = try OverlayPlan(RandomDisks.reader(disk), over: below)
      let expected = clusters(disk, base)
      #expect(plan.isEmpty == (disk == base))
      #expect(plan.dataSize == expected.data * 65536)
      if plan.isEmpty { empty += 1 }
      let file = BytesFile(try overlay(RandomDisks.reader(disk), over: below))
      let reader = try Qcow2Reader(file: file, allowingBacking: true)
      #expect(reader.backingName == "base")
      #expect(try bytes(of: LayerStack([reader, below])) == disk)
      let held = try reader.extents(in: 0..<reader.virtualSize)
        .filter { $0.content != .unallocated }
        .reduce(0) { $0 + $1.range.count }
      #expect(held.dividedRoundingUp(by: 65536) == expected.differing)
    }
    #expect(empty > 10)
  }

  /// What only shows through an overlay is not read: the base fails on every read outside of what
  /// was written.
  @Test func ofAnOverlayOnlyWhatItHoldsIsRead() throws {
    var disks = RandomDisks(seed: 12)
    for _ in 0..<100 {
      let base = disks.disk()
      guard base.count > 512 else { continue }
      let first = disks.changed(base)
      let own = try Qcow2Reader(
        file: BytesFile(try overlay(RandomDisks.reader(first), over: RandomDisks.reader(base))),
        allowingBacking: true)
      let held = try own.extents(in: 0..<own.virtualSize)
        .filter { $0.content != .unallocated }.map(\.range)
      let below = try WatchedDisk(RandomDisks.reader(base))
      let disk = try LayerStack([own, below])
      let again = try Qcow2Reader(
        file: BytesFile(try overlay(disk, changes: own, over: below)), allowingBacking: true)
      #expect(try bytes(of: LayerStack([again, below.disk])) == first)
      for range in below.ranges.value {
        #expect(held.contains { $0.overlaps(range) }, "\(range) was read, held is \(held)")
      }
    }
  }

  @Test func anEmptyLayerGivesAnotherSize() throws {
    let base = try RandomDisks.reader([UInt8](repeating: 7, count: 100 * 512))
    for size in [512, 99 * 512, 101 * 512, 1 << 40] {
      let empty = EmptyDisk(virtualSize: size)
      let disk = try LayerStack([empty, base])
      let plan = try OverlayPlan(disk, changes: empty, over: base)
      #expect(!plan.isEmpty)
      #expect(plan.dataSize == 0)
      let written = BytesFile(try overlay(disk, changes: empty, over: base))
      let reader = try Qcow2Reader(file: written, allowingBacking: true)
      #expect(reader.virtualSize == size)
      #expect(
        try reader.extents(in: 0..<size).allSatisfy { $0.content == .unallocated })
    }
  }

  /// A cluster that is zeros on a base that is zeros too, stored or not, is no change.
  @Test func zerosOnZerosAreNoChange() throws {
    let stored = try RandomDisks.reader([UInt8](repeating: 0, count: 1 << 20))
    let hole = EmptyDisk(virtualSize: 1 << 20)
    #expect(try OverlayPlan(stored, over: hole).isEmpty)
    #expect(try OverlayPlan(hole, over: stored).isEmpty)
  }

  @Test func qemuReadsTheSame() throws {
    try withTemporaryFolder { folder in
      var disks = RandomDisks(seed: 13)
      let system = LocalFileSystem()
      for number in 0..<12 {
        let base = disks.disk()
        let disk = disks.changed(base)
        let names = ["base\(number)", "disk\(number)", "overlay\(number)"].map(folder.appending)
        for (name, bytes) in zip(names, [base, disk]) {
          let file = try system.createFile(name, mode: .ownerReadWrite)
          try bytes.withUnsafeBytes { try file.write($0, at: 0) }
        }
        let below = folder.appending("base\(number).qcow2")
        try Oracle.qemuImg(
          ["convert", "-f", "raw", "-O", "qcow2", names[0].string, below.string])
        let file = try system.createFile(names[2], mode: .ownerReadWrite)
        try OverlayPlan(
          RawReader(file: system.openForReading(names[1])),
          over: Qcow2Reader(file: system.openForReading(below))
        ).write(backingName: "base\(number).qcow2", to: FileSink(file))
        try Oracle.qemuImg(["check", "-q", names[2].string])
        try Oracle.qemuImg(
          ["compare", "-f", "qcow2", "-F", "raw", names[2].string, names[1].string])
      }
    }
  }
}
