/// Which clusters of a disk hold data; all others read as zeros.
///
/// It is made before the first byte of an image is written, so that all tables are known by then
/// and the image can be written, and digested, from front to back. Regions without data take no
/// memory, however large the disk is.
struct AllocationMap: Sendable {
  /// Bytes per cluster.
  let clusterSize: Int
  /// Clusters per region: those that one table of the image maps.
  let regionClusters: Int
  /// The regions with data, in order.
  private(set) var regions: [Region] = []
  /// How many clusters hold data.
  private(set) var count = 0
  /// The last cluster that holds data.
  private(set) var last: Int?

  /// A run of neighbouring clusters, some of which hold data.
  struct Region: Sendable {
    /// Its place among all regions of the disk.
    let index: Int
    /// One bit per cluster, set for data.
    fileprivate var words: [UInt64]
  }

  init(clusterSize: Int, regionClusters: Int) {
    self.clusterSize = clusterSize
    self.regionClusters = regionClusters
  }

  /// Notes that a cluster, which must lie behind all others noted, holds data.
  mutating func insert(_ cluster: Int) {
    let index = cluster / regionClusters
    if regions.last?.index != index {
      let words = [UInt64](repeating: 0, count: regionClusters.dividedRoundingUp(by: 64))
      regions.append(Region(index: index, words: words))
    }
    let position = cluster % regionClusters
    regions[regions.count - 1].words[position / 64] |= 1 << UInt64(position % 64)
    count += 1
    last = cluster
  }

  /// All clusters with data, in order, counted from the first of the disk.
  var dataClusters: some Sequence<Int> {
    regions.lazy.flatMap { region in
      dataRuns(in: region).lazy.flatMap { clusters(of: $0, in: region) }
    }
  }

  /// The runs of clusters with data of a region, in order, counted from the region's first.
  func dataRuns(in region: Region) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var position = 0
    while let start = region.first(from: position, holdingData: true, of: regionClusters) {
      let end =
        region.first(from: start, holdingData: false, of: regionClusters) ?? regionClusters
      runs.append(start..<end)
      position = end
    }
    return runs
  }

  /// A run of a region, counted from the first cluster of the disk.
  func clusters(of run: Range<Int>, in region: Region) -> Range<Int> {
    let start = region.index * regionClusters
    return start + run.lowerBound..<start + run.upperBound
  }
}

extension AllocationMap.Region {
  /// The first of `count` clusters, from `position` on, that holds data, or that does not.
  fileprivate func first(from position: Int, holdingData: Bool, of count: Int) -> Int? {
    var position = position
    while position < count {
      let word = holdingData ? words[position / 64] : ~words[position / 64]
      let rest = word >> UInt64(position % 64)
      if rest != 0 {
        let found = position + rest.trailingZeroBitCount
        return found < count ? found : nil
      }
      position = (position / 64 + 1) * 64
    }
    return nil
  }
}
