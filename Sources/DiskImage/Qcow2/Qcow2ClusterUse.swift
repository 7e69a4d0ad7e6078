/// How often each host cluster of one part of the file is used.
///
/// The part is bounded, so that the memory is; a file with more clusters is gone through part by
/// part.
struct Qcow2ClusterUse {
  /// Clusters of a part: 16 MiB of counters.
  static let maximumCount = 8 << 20

  /// Tables and plain data use a cluster alone; smaller numbers count compressed clusters.
  private static let exclusive = UInt16.max

  /// Host clusters, by number.
  let part: Range<Int>
  /// The first cluster after `part` that is used.
  private(set) var next = Int.max
  private var counts: [UInt16]

  init(_ part: Range<Int>) {
    self.part = part
    counts = [UInt16](repeating: 0, count: part.count)
  }

  /// How many references a cluster of the part has.
  func references(_ cluster: Int) -> UInt64 {
    let count = counts[cluster - part.lowerBound]
    return count == Self.exclusive ? 1 : UInt64(count)
  }

  /// Notes that a table or plain data takes clusters; returns the first that is used already.
  mutating func take(_ clusters: Range<Int>) -> Int? {
    for cluster in inside(clusters) {
      let index = cluster - part.lowerBound
      guard counts[index] == 0 else { return cluster }
      counts[index] = Self.exclusive
    }
    return nil
  }

  /// Notes that a compressed cluster has bytes in clusters; returns the first that is not shared,
  /// or by more than can be.
  mutating func share(_ clusters: Range<Int>) -> Int? {
    for cluster in inside(clusters) {
      let index = cluster - part.lowerBound
      guard counts[index] < Self.exclusive - 1 else { return cluster }
      counts[index] += 1
    }
    return nil
  }

  /// The clusters that are in the part; others are left to a later part.
  private mutating func inside(_ clusters: Range<Int>) -> Range<Int> {
    if clusters.upperBound > part.upperBound {
      next = min(next, max(clusters.lowerBound, part.upperBound))
    }
    return clusters.clamped(to: part)
  }
}
