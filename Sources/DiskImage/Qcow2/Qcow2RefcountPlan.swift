internal import FileSupport

/// How many clusters the reference counts of a new image take (qcow2 specification, Host cluster
/// management).
///
/// They are clusters of the file too and are counted with the rest.
struct Qcow2RefcountPlan: Equatable {
  /// Clusters of the table.
  let tableClusters: Int
  /// Blocks of counts, of one cluster each.
  let blocks: Int

  /// - Parameter clusters: those of the file without table and blocks.
  init(covering clusters: Int, _ layout: Qcow2Layout) {
    var table = 1
    var blocks = 1
    while true {
      let neededBlocks = (clusters + table + blocks).dividedRoundingUp(by: layout.countsPerBlock)
      let neededTable = (neededBlocks * 8).dividedRoundingUp(by: layout.clusterSize)
      if neededBlocks <= blocks, neededTable <= table { break }
      (table, blocks) = (max(table, neededTable), max(blocks, neededBlocks))
    }
    tableClusters = table
    self.blocks = blocks
  }

  var clusters: Int { tableClusters + blocks }

  /// The table, for blocks that lie one behind the other.
  func table(firstBlock offset: Int, _ layout: Qcow2Layout) -> [UInt8] {
    .bigEndian((0..<blocks).map { UInt64(offset + $0 * layout.clusterSize) })
  }
}

extension Qcow2Layout {
  /// Reference counts of 16 bits, the width of new images, in a block.
  var countsPerBlock: Int { clusterSize / 2 }
}
