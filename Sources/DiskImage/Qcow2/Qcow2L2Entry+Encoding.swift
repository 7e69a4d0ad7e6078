internal import FileSupport

extension Qcow2L2Entry {
  /// The entry of a cluster of its own.
  static func word(cluster offset: Int) -> UInt64 { UInt64(offset) | copied }

  /// The entry of `count` compressed bytes (qcow2 specification, Compressed Clusters Descriptor);
  /// nil where the offset is too large for it.
  static func word(compressed offset: Int, count: Int, _ layout: Qcow2Layout) -> UInt64? {
    let offsetBits = 62 - (layout.clusterBits - 8)
    guard offset >> offsetBits == 0 else { return nil }
    // Sectors after the first one.
    let sectors = (offset % 512 + count - 1) / 512
    return compressed | UInt64(sectors) << UInt64(offsetBits) | UInt64(offset)
  }
}
