internal import FileSupport

/// How a QED image is written.
public struct QedOptions: Sendable, Hashable {
  /// Bytes per cluster; a power of two from 4 KiB to 1 MiB. Larger ones are read only: their tables
  /// would be gigabytes.
  public var clusterSize: Int
  /// Clusters of each table: 2, 4, 8 or 16. QEMU cannot open an image with tables of one.
  public var tableClusters: Int

  /// The defaults are those of qemu-img: clusters of 64 KiB, tables of four.
  public init(clusterSize: Int = 64 << 10, tableClusters: Int = 4) {
    self.clusterSize = clusterSize
    self.tableClusters = tableClusters
  }

  static func isClusterSize(_ size: Int) -> Bool {
    size.isPowerOfTwo && (4 << 10)...(1 << 20) ~= size
  }

  static func isTableSize(_ count: Int) -> Bool { count.isPowerOfTwo && 2...16 ~= count }

  /// What users call by the names that `qemu-img create` has for the same.
  init(_ settings: inout FormatSettings) throws {
    self.init()
    let size = try settings.takeSize(
      "cluster_size", expected: "bytes from 4k to 1M, a power of two", Self.isClusterSize)
    let count = try settings.takeSize(
      "table_size", expected: "2, 4, 8 or 16 clusters", Self.isTableSize)
    clusterSize = size ?? clusterSize
    tableClusters = count ?? tableClusters
  }

  /// The header of a new image for a disk of `size` bytes.
  ///
  /// - Throws: `usage` for options out of range, `unsupported` where the tables cannot map the disk.
  func header(forDiskOf size: Int) throws -> QedHeader {
    guard Self.isClusterSize(clusterSize), Self.isTableSize(tableClusters) else {
      throw PcoccError(
        .usage, "QED clusters of \(clusterSize) bytes with tables of \(tableClusters)",
        advice: "choose clusters of 4 KiB to 1 MiB and tables of 2, 4, 8 or 16 clusters")
    }
    let header = QedHeader(
      clusterSize: clusterSize, tableClusters: tableClusters, headerClusters: 1, features: [],
      l1Offset: clusterSize, virtualSize: size.dividedRoundingUp(by: 512) * 512)
    guard header.virtualSize <= header.tableEntries.multipliedClamping(by: header.tableCoverage)
    else {
      throw PcoccError(
        .unsupported,
        "a disk of \(size) bytes is too large for a QED image with clusters of \(clusterSize)"
          + " and tables of \(tableClusters)",
        advice: "choose larger clusters or tables")
    }
    return header
  }
}
