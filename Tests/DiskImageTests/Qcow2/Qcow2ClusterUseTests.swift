import Testing

@testable import DiskImage

@Suite struct Qcow2ClusterUseTests {
  @Test func refusesClustersThatAreUsedTwice() {
    var use = Qcow2ClusterUse(0..<10)
    #expect(use.take(2..<4) == nil)
    #expect(use.take(3..<5) == 3)
    #expect(use.share(1..<3) == 2)
    #expect(use.take(1..<2) == 1)
  }

  @Test func countsSharedClusters() {
    var use = Qcow2ClusterUse(0..<10)
    #expect(use.share(2..<4) == nil)
    #expect(use.share(3..<5) == nil)
    #expect(use.take(7..<8) == nil)
    #expect((0..<10).map(use.references) == [0, 0, 1, 2, 1, 0, 0, 1, 0, 0])
  }

  @Test func endsBeforeTheCounterOverflows() {
    var use = Qcow2ClusterUse(0..<1)
    var shared = 0
    while use.share(0..<1) == nil { shared += 1 }
    #expect(shared == 65534)
    #expect(use.references(0) == 65534)
  }

  @Test func leavesOtherPartsAlone() {
    var use = Qcow2ClusterUse(10..<20)
    #expect(use.next == .max)
    #expect(use.take(0..<11) == nil)
    #expect(use.next == .max)
    #expect(use.take(30..<31) == nil)
    #expect(use.take(30..<31) == nil)
    #expect(use.next == 30)
    #expect(use.share(18..<25) == nil)
    #expect(use.next == 20)
    #expect((10..<20).map(use.references) == [1, 0, 0, 0, 0, 0, 0, 0, 1, 1])
  }
}
