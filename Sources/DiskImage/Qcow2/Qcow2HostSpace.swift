/// The clusters of a new compressed image, as they are given away one behind the other, and how
/// often each is used.
struct Qcow2HostSpace {
  /// The reference count of each cluster of the file.
  private(set) var counts: [UInt16]
  /// Where the last compressed bytes ended.
  private var packedEnd = 0
  private let layout: Qcow2Layout

  /// - Parameter clusters: those at the file's start that are in use already.
  init(_ layout: Qcow2Layout, clusters: Int) {
    self.layout = layout
    counts = Array(repeating: 1, count: clusters)
  }

  /// The end of the last cluster.
  var end: Int { counts.count * layout.clusterSize }

  /// Gives away whole clusters, and returns where they begin.
  mutating func takeClusters(_ count: Int) -> Int {
    let offset = end
    counts += Array(repeating: 1, count: count)
    return offset
  }

  /// Gives away `count` bytes, fewer than a cluster has, and returns where they begin.
  ///
  /// They go right behind the last ones, into the rest of the same cluster and the next one if that
  /// one is free too. Each cluster is counted once for every time it is given away; it cannot be
  /// so often that 16 bits do not suffice (`ClusterCompression.minimumSize`).
  mutating func takeBytes(_ count: Int) -> Int {
    let openEnd = packedEnd.dividedRoundingUp(by: layout.clusterSize) * layout.clusterSize
    let fits = packedEnd + count <= openEnd || openEnd == end
    let offset = fits ? packedEnd : end
    packedEnd = offset + count
    for cluster in layout.clusters(of: offset, count) {
      if cluster == counts.count { counts.append(0) }
      counts[cluster] += 1
    }
    return offset
  }
}
