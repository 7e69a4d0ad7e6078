import Testing

@testable import DiskImage

@Suite struct Qcow2RefcountPlanTests {
  private func plan(_ clusters: Int, _ layout: Qcow2Layout) -> Qcow2RefcountPlan {
    Qcow2RefcountPlan(covering: clusters, layout)
  }

  @Test(arguments: [9, 12, 16, 21])
  func coversExactlyWhatThereIs(_ clusterBits: Int) {
    let layout = Qcow2Layout(clusterBits: clusterBits, hasExtendedL2: false)
    let perBlock = layout.countsPerBlock
    // Around where a block more, or a cluster more of the table, is needed.
    let interesting = [1, 2, 3, 63, 64, 65, 66, 130, 600].flatMap { blocks in
      (-8...8).map { blocks * perBlock + $0 }
    }
    for clusters in [0, 1, 2] + interesting {
      let plan = plan(clusters, layout)
      let total = clusters + plan.clusters
      #expect(total <= plan.blocks * perBlock)
      #expect(plan.blocks == 1 || total > (plan.blocks - 1) * perBlock)
      let entries = layout.clusterSize / 8
      #expect(plan.blocks <= plan.tableClusters * entries)
      #expect(plan.tableClusters == 1 || plan.blocks > (plan.tableClusters - 1) * entries)
    }
  }

  @Test func pointsToOneBlockAfterTheOther() {
    let layout = Qcow2Layout(clusterBits: 9, hasExtendedL2: false)
    #expect(
      plan(500, layout).table(firstBlock: 0x400, layout)
        == [0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 6, 0])
  }
}
