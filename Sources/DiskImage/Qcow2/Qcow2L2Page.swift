/// A piece of an L2 table.
struct Qcow2L2Page {
  var words: [UInt64]
  /// Where on the disk the first entry's cluster lies.
  var diskOffset: Int
  var layout: Qcow2Layout
  /// The image's.
  var version: Int

  var clusters: Int { words.count / layout.wordsPerL2Entry }
  var subclusters: Int { clusters * layout.subclusters }

  /// Whether all bits of an entry are 0.
  func isEmpty(_ index: Int) -> Bool {
    layout.hasExtendedL2 ? words[2 * index] | words[2 * index + 1] == 0 : words[index] == 0
  }

  /// The entry of a cluster, counted from the page's first.
  func entry(_ index: Int) throws(Qcow2EntryProblem) -> Qcow2L2Entry {
    if layout.hasExtendedL2 {
      try Qcow2L2Entry(words[2 * index], subclusters: words[2 * index + 1], layout)
    } else {
      try Qcow2L2Entry(words[index], layout, version: version)
    }
  }

  /// The longest run from a subcluster on, inside one cluster; both are counted from the page's
  /// first. A compressed cluster is one run that starts at its first subcluster.
  func run(at position: Int) throws(Qcow2EntryProblem) -> Qcow2Run {
    let subclusters = layout.subclusters
    let first = position / subclusters * subclusters
    var run = try entry(position / subclusters).run(from: position - first, layout)
    run.start += first
    run.end += first
    return run
  }
}
