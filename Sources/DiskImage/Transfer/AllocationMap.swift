/// Which clusters of a disk an image holds: those with data, and in an overlay those whose zeros
/// cover something. What it does not hold reads as zeros, or as what lies below.
///
/// It is made before the first byte of an image is written, so that all tables are known by then
/// and the image can be written, and digested, from front to back. Regions without data take no
/// memory, however large the disk is.
struct AllocationMap: Sendable {
  /// Bytes per cluster.
  let clusterSize: Int
  /// Clusters per region: those that one table of the image maps.
  let regionClusters: Int
  /// The regions that are not empty, in order.
  private(set) var regions: [Region] = []
  /// How many clusters hold data.
  private(set) var count = 0
  /// The last cluster that was noted.
  private(set) var last: Int?

  /// What is held of a cluster.
  enum Content: Sendable {
    case data
    /// Nothing but the fact that it reads as zeros.
    case zero
  }

  /// A run of neighbouring clusters, some of which are held.
  struct Region: Sendable {
    /// Its place among all regions of the disk.
    let index: Int
    /// One bit per cluster, set for data.
    fileprivate var data: [UInt64]
    /// The same for zeros; empty where there are none.
    fileprivate var zeros: [UInt64] = []
  }

  init(clusterSize: Int, regionClusters: Int) {
    self.clusterSize = clusterSize
    self.regionClusters = regionClusters
  }

  /// Notes what is held of a cluster, which must lie behind all others noted.
  mutating func insert(_ cluster: Int, _ content: Content = .data) {
    let index = cluster / regionClusters
    let words = regionClusters.dividedRoundingUp(by: 64)
    if regions.last?.index != index {
      regions.append(Region(index: index, data: Array(repeating: 0, count: words)))
    }
    let region = regions.count - 1
    let position = cluster % regionClusters
    let bit: UInt64 = 1 << UInt64(position % 64)
    switch content {
    case .data:
      regions[region].data[position / 64] |= bit
      count += 1
    case .zero:
      if regions[region].zeros.isEmpty {
        regions[region].zeros = Array(repeating: 0, count: words)
      }
      regions[region].zeros[position / 64] |= bit
    }
    last = cluster
  }

  /// All clusters with data, in order, counted from the first of the disk.
  var dataClusters: some Sequence<Int> {
    regions.lazy.flatMap { region in
      dataRuns(in: region).lazy.flatMap { clusters(of: $0, in: region) }
    }
  }

  /// The runs of clusters with data of a region, in order, counted from the region's first.
  func dataRuns(in region: Region) -> [Range<Int>] { runs(of: region.data) }

  /// The same for clusters of zeros.
  func zeroRuns(in region: Region) -> [Range<Int>] {
    region.zeros.isEmpty ? [] : runs(of: region.zeros)
  }

  private func runs(of words: [UInt64]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var position = 0
    while let start = words.firstBit(true, from: position, of: regionClusters) {
      let end = words.firstBit(false, from: start, of: regionClusters) ?? regionClusters
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

extension [UInt64] {
  /// The first of `count` bits, from `position` on, that is as wanted.
  fileprivate func firstBit(_ isSet: Bool, from position: Int, of count: Int) -> Int? {
    var position = position
    while position < count {
      let word = isSet ? self[position / 64] : ~self[position / 64]
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
