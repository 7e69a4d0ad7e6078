public import FileSupport

/// What an overlay has to hold so that the disk below it becomes another one.
///
/// It is found out before the overlay is written, so that one that would hold nothing need not be.
public struct OverlayPlan: Sendable {
  private let disk: any DiskReader
  private let header: Qcow2Header
  private let map: AllocationMap
  private let hasOtherSize: Bool

  /// Compares a disk with the one below it.
  ///
  /// Its size may differ from that of the one below. Where that is smaller it reads as zeros behind
  /// its end, as QEMU does it.
  ///
  /// - Parameters:
  ///   - changes: holds all that may differ; what it does not is not looked at. nil where the whole
  ///     disk may.
  ///   - monitor: is told of bytes of the disk.
  /// - Throws: what the readers and the monitor throw; `unsupported` where the disk is too large.
  public init(
    _ disk: any DiskReader, changes: (any DiskReader)? = nil, over base: any DiskReader,
    monitor: Monitor = .silent
  ) throws {
    self.disk = disk
    let options = Qcow2Options()
    header = try options.header(forDiskOf: disk.virtualSize)
    hasOtherSize = header.virtualSize != base.virtualSize
    var map = AllocationMap(
      clusterSize: options.clusterSize, regionClusters: header.layout.l2Entries)
    try map.compare(disk, changes, with: base, monitor)
    self.map = map
  }

  /// Whether the two disks are the same.
  public var isEmpty: Bool { map.regions.isEmpty && !hasOtherSize }

  /// Bytes of the disk that the overlay will hold.
  public var dataSize: Int { map.count * map.clusterSize }

  /// Writes the overlay from front to back, as qcow2, and finishes the sink.
  ///
  /// - Parameter backingName: what it names as its backing file, which is a qcow2; at most 1023 bytes.
  public func write(
    backingName: String, to sink: any ByteSink, monitor: Monitor = .silent
  ) throws {
    var header = header
    header.backingName = backingName
    header.extensions.backingFormat = DiskFormat.qcow2.rawValue
    try Qcow2Writer.write(disk, Qcow2Plan(map, header), to: sink, monitor: monitor)
  }
}

extension AllocationMap {
  /// Notes the clusters in which a disk differs from the one below.
  fileprivate mutating func compare(
    _ disk: any DiskReader, _ changes: (any DiskReader)?, with base: any DiskReader,
    _ monitor: Monitor
  ) throws {
    var comparison = ClusterComparison(disk, with: base, clusterSize: clusterSize)
    var candidates = ExtentCursor(changes ?? disk)
    var below = ExtentCursor(base)
    var offset = 0
    while offset < disk.virtualSize {
      let extent = try candidates.extent(at: offset, in: offset..<disk.virtualSize)
      if let end = try below.endOfSame(as: extent, isOverlay: changes != nil) {
        try monitor.checkCancelled()
        offset = end
        continue
      }
      let cluster = offset / clusterSize
      let range = cluster * clusterSize..<min((cluster + 1) * clusterSize, disk.virtualSize)
      if cluster % 16 == 0 {
        try monitor.checkCancelled()
        monitor.report(completed: offset, of: disk.virtualSize)
      }
      if let content = try comparison.content(of: range) { insert(cluster, content) }
      offset = range.upperBound
    }
  }
}

extension ExtentCursor {
  /// Up to where both disks are known to be the same without reading them, from the start of
  /// `extent` on; nil where they have to be read.
  fileprivate mutating func endOfSame(as extent: Extent, isOverlay: Bool) throws -> Int? {
    if isOverlay, extent.content == .unallocated { return extent.range.upperBound }
    guard !extent.isStored else { return nil }
    let start = extent.range.lowerBound
    guard start < reader.virtualSize else { return extent.range.upperBound }
    let own = try self.extent(at: start, in: start..<reader.virtualSize)
    return own.isStored ? nil : min(extent.range.upperBound, own.range.upperBound)
  }
}
