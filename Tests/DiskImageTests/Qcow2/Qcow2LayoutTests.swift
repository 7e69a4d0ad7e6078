import Testing

@testable import DiskImage

@Suite struct Qcow2LayoutTests {
  @Test func derivesTheCuttingFromTheClusterSize() {
    let standard = Qcow2Layout(clusterBits: 16, hasExtendedL2: false)
    #expect(standard.clusterSize == 65536)
    #expect(standard.l2Entries == 8192)
    #expect(standard.l2Coverage == 512 << 20)
    #expect(standard.subclusterSize == 65536)
    let extended = Qcow2Layout(clusterBits: 21, hasExtendedL2: true)
    #expect(extended.l2Entries == 131072)
    #expect(extended.subclusterSize == 65536)
    #expect(extended.pageCoverage * (extended.clusterSize / extended.pageSize) == 256 << 30)
    #expect(extended.l2Coverage == 256 << 30)
  }

  @Test func countsWhatADiskNeeds() {
    let layout = Qcow2Layout(clusterBits: 9, hasExtendedL2: false)
    #expect(layout.l1Entries(forDiskSize: 0) == 0)
    #expect(layout.l1Entries(forDiskSize: 32768) == 1)
    #expect(layout.l1Entries(forDiskSize: 32769) == 2)
    #expect(layout.l1Entries(forDiskSize: .max) == 1 << 48)
    #expect(layout.clusters(of: 511, 1) == 0..<1)
    #expect(layout.clusters(of: 511, 2) == 0..<2)
    #expect(layout.clusters(of: 1024, 0) == 2..<2)
  }

  @Test func knowsWhatLiesInsideAFile() {
    #expect(0.isInside(0, length: 0))
    #expect(10.isInside(20, length: 10))
    #expect(!10.isInside(20, length: 11))
    #expect(!Int.max.isInside(20, length: .max))
    #expect(!(-1).isInside(20, length: 1))
    #expect(!1.isInside(20, length: -1))
  }
}
