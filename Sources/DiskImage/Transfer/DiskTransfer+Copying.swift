internal import FileSupport

extension DiskTransfer {
  /// Copies the whole disk as it is.
  mutating func copyDisk() throws {
    var offset = 0
    while offset < reader.virtualSize {
      let extent = try reader.extent(at: offset)
      if extent.isStored {
        try copy(extent.range)
      } else {
        try writeZeros(extent.range.count)
      }
      offset = extent.range.upperBound
    }
  }

  /// Copies the clusters that hold data, one behind the other.
  mutating func copyData(of map: AllocationMap) throws {
    for region in map.regions {
      for run in map.dataRuns(in: region) {
        let clusters = map.clusters(of: run, in: region)
        try copy(clusters.lowerBound * map.clusterSize..<clusters.upperBound * map.clusterSize)
      }
    }
  }
}
