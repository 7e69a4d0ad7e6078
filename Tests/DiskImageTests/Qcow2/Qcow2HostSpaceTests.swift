import Testing

@testable import DiskImage

@Suite struct Qcow2HostSpaceTests {
  private let layout = Qcow2Layout(clusterBits: 9, hasExtendedL2: false)

  @Test func packsBytesBehindEachOther() {
    var space = Qcow2HostSpace(layout, clusters: 2)
    #expect(space.takeBytes(200) == 1024)
    #expect(space.takeBytes(200) == 1224)
    // Into the next cluster, which is free.
    #expect(space.takeBytes(300) == 1424)
    #expect(space.counts == [1, 1, 3, 1])
    #expect(space.end == 2048)
  }

  @Test func fillsTheRestOfAClusterBehindWhichIsAnother() {
    var space = Qcow2HostSpace(layout, clusters: 1)
    #expect(space.takeBytes(300) == 512)
    #expect(space.takeClusters(1) == 1024)
    #expect(space.takeBytes(212) == 812)
    #expect(space.takeBytes(100) == 1536)
    #expect(space.counts == [1, 2, 1, 1])
  }

  @Test func startsANewClusterWhereTheRestIsTooSmall() {
    var space = Qcow2HostSpace(layout, clusters: 1)
    #expect(space.takeBytes(300) == 512)
    #expect(space.takeClusters(2) == 1024)
    #expect(space.takeBytes(213) == 2048)
    #expect(space.takeBytes(1) == 2261)
    #expect(space.counts == [1, 1, 1, 1, 2])
  }

  @Test func startsANewClusterAfterAFullOne() {
    var space = Qcow2HostSpace(layout, clusters: 1)
    #expect(space.takeBytes(511) == 512)
    #expect(space.takeBytes(1) == 1023)
    #expect(space.takeBytes(10) == 1024)
    #expect(space.counts == [1, 2, 1])
  }
}
