internal import FileSupport

extension AllocationMap {
  /// Finds out which clusters of a disk hold data.
  ///
  /// Stored bytes are looked at, because a cluster of zeros needs no place in the image. Of most
  /// clusters the first page tells, so little is read. Compressed ones count as data.
  ///
  /// - Parameters:
  ///   - clusterSize: bytes per cluster of the image to be written.
  ///   - regionClusters: clusters that one of its tables maps.
  static func plan(
    _ reader: any DiskReader, clusterSize: Int, regionClusters: Int, monitor: Monitor
  ) throws -> AllocationMap {
    var map = AllocationMap(clusterSize: clusterSize, regionClusters: regionClusters)
    var probe = ZeroProbe(reader, clusterSize: clusterSize, monitor)
    var offset = 0
    while offset < reader.virtualSize {
      let extent = try reader.extent(at: offset)
      try monitor.checkCancelled()
      if extent.isStored { try map.note(extent, &probe) }
      offset = extent.range.upperBound
    }
    return map
  }

  private mutating func note(_ extent: Extent, _ probe: inout ZeroProbe) throws {
    var offset = extent.range.lowerBound
    while offset < extent.range.upperBound {
      let cluster = offset / clusterSize
      let end = min((cluster + 1) * clusterSize, extent.range.upperBound)
      if cluster != last, try !probe.isZero(offset..<end, of: extent) { insert(cluster) }
      offset = end
    }
  }
}
