public import DiskImage

/// Where the disks of two revisions differ.
public struct ImageDifference: Sendable {
  /// The revision that is taken as it was before.
  public var first: LocatedRevision
  /// The revision whose changes since `first` are told.
  public var second: LocatedRevision
  /// Bytes of the two disks.
  public var virtualSizes: (first: Int, second: Int)
  /// The runs that differ, in order, in blocks of `DiskDifference.blockSize`.
  public var extents: [DifferingExtent]

  /// Bytes of all these runs.
  public var differingBytes: Int { extents.reduce(0) { $0 + $1.range.count } }

  /// Whether a guest sees the same disk.
  public var isSame: Bool { extents.isEmpty && virtualSizes.first == virtualSizes.second }
}
