import FileSupport
import Testing

@testable import DiskImage

@Suite struct AllocationMapTests {
  private static let cluster = 64 << 10

  private func plan(
    _ reader: any DiskReader, clusterSize: Int = cluster, regionClusters: Int = 8192
  ) throws -> AllocationMap {
    try AllocationMap.plan(
      reader, clusterSize: clusterSize, regionClusters: regionClusters, monitor: .silent)
  }

  private func runs(_ map: AllocationMap) -> [Range<Int>] {
    map.regions.flatMap { region in
      map.dataRuns(in: region).map { map.clusters(of: $0, in: region) }
    }
  }

  @Test(arguments: [
    [0], [63], [64], [0, 1, 2], [62, 63, 64, 65], [0, 99], [100], [99, 100], [5, 7, 9],
    Array(0..<300), Array(150..<250), [1_000_000],
  ])
  func givesBackTheClustersThatWereNoted(_ clusters: [Int]) {
    // Regions of a length that is no multiple of a word's.
    var map = AllocationMap(clusterSize: 512, regionClusters: 100)
    for cluster in clusters { map.insert(cluster) }
    #expect(runs(map).joined().elementsEqual(clusters))
    #expect(map.count == clusters.count)
    #expect(map.last == clusters.last)
    #expect(map.regions.map(\.index) == Set(clusters.map { $0 / 100 }).sorted())
  }

  @Test func takesNoMemoryForWhatIsNotStored() throws {
    let map = try plan(SyntheticDisk([(64 << 50, .unallocated), (1 << 50, .zero)]))
    #expect(map.regions.isEmpty)
    #expect(map.count == 0)
  }

  @Test func looksForZerosInWhatIsStored() throws {
    try withRawDisk(size: 8 * Self.cluster) { file in
      // Cluster 1 begins with zeros, 3 holds its only byte at the end, 5 and 6 are zeros.
      for cluster in [0, 2, 4, 7] { try write(1, at: cluster * Self.cluster, file) }
      try write(1, at: Self.cluster + 5000, file)
      try write(1, at: 4 * Self.cluster - 1, file)
      for cluster in [5, 6] { try write(0, at: cluster * Self.cluster + 100, file) }
      #expect(runs(try plan(RawReader(file: file))) == [0..<5, 7..<8])
    }
  }

  @Test func takesPartsOfAClusterTogether() throws {
    let half = Self.cluster / 2
    let disk = SyntheticDisk([
      (half, .zero), (half, .plain(fileOffset: 0)), (half, .plain(fileOffset: 0)),
      (half, .unallocated), (2 * half, .zero), (half + 512, .plain(fileOffset: 0)),
    ])
    #expect(runs(try plan(disk)) == [0..<2, 3..<4])
  }

  @Test func takesCompressedClustersForData() throws {
    let disk = SyntheticDisk(
      [
        (Self.cluster, .compressed(fileOffset: 0, length: 1, skip: 0)),
        (Self.cluster, .unallocated),
      ], willFill: { _ in Issue.record("a compressed cluster was read") })
    #expect(runs(try plan(disk)) == [0..<1])
  }

  @Test func readsOnePageOfAClusterOfData() throws {
    let disk = SyntheticDisk([(100 * Self.cluster, .plain(fileOffset: 0))])
    #expect(runs(try plan(disk)) == [0..<100])
    #expect(disk.soFar.bytes == 100 * 4096)
  }

  @Test func readsSmallClustersTogether() throws {
    let disk = SyntheticDisk([(16 * Self.cluster, .plain(fileOffset: 0))])
    let map = try plan(disk, clusterSize: 512, regionClusters: 64)
    #expect(map.count == 16 * Self.cluster / 512)
    #expect(disk.soFar.bytes == 16 * Self.cluster)
  }

  @Test func stopsWhenItIsCancelled() throws {
    let monitor = Monitor(checkCancelled: { throw PcoccError.interrupted(by: 2) })
    let disk = SyntheticDisk([(1 << 30, .plain(fileOffset: 0))])
    #expect(throws: PcoccError.interrupted(by: 2)) {
      try AllocationMap.plan(
        disk, clusterSize: Self.cluster, regionClusters: 8192, monitor: monitor)
    }
    #expect(disk.soFar.bytes == 0)
  }

  private func write(_ byte: UInt8, at offset: Int, _ file: any File) throws {
    try withUnsafeBytes(of: byte) { try file.write($0, at: offset) }
  }
}
