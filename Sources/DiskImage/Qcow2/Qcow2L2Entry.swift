/// An entry of an L2 table: how one cluster of the disk is stored (qcow2 specification, L2 table
/// entry, Extended L2 entries).
struct Qcow2L2Entry {
  /// QCOW_OFLAG_COPIED: the cluster's reference count is 1.
  static let copied: UInt64 = 1 << 63
  /// QCOW_OFLAG_COMPRESSED
  static let compressed: UInt64 = 1 << 62
  /// QCOW_OFLAG_ZERO: the cluster reads as zeros; standard entries of version 3 only.
  static let zero: UInt64 = 1 << 0
  static let offset: UInt64 = 0x00ff_ffff_ffff_fe00

  enum Storage: Equatable {
    /// The cluster has no place in the file.
    case none
    /// A whole cluster of the file.
    case cluster(offset: Int)
    /// Compressed bytes of at most that length, in whole sectors.
    case compressed(offset: Int, length: Int)
  }

  var storage: Storage
  /// Subclusters whose bytes are in the file, by bit; bit 0 is the only one of standard entries.
  /// Meaningless for compressed clusters.
  var allocated: UInt32 = 0
  /// Subclusters that read as zeros.
  var zeros: UInt32 = 0
  var isCopied = false

  /// Decodes a standard entry.
  init(_ word: UInt64, _ layout: Qcow2Layout, version: Int) throws(Qcow2EntryProblem) {
    if word & Self.compressed != 0 {
      storage = try Self.compressedStorage(word, layout)
      return
    }
    guard word & ~(Self.copied | Self.offset | Self.zero) == 0 else { throw .reservedBits }
    storage = try Self.plainStorage(word, layout)
    isCopied = word & Self.copied != 0
    if word & Self.zero != 0 {
      guard version > 2 else { throw .zeroBitInVersion2 }
      zeros = 1
    } else if storage != .none {
      allocated = 1
    }
  }

  /// Decodes an extended entry.
  init(_ word: UInt64, subclusters: UInt64, _ layout: Qcow2Layout) throws(Qcow2EntryProblem) {
    if word & Self.compressed != 0 {
      guard subclusters == 0 else { throw .compressedSubclusters }
      storage = try Self.compressedStorage(word, layout)
      return
    }
    guard word & ~(Self.copied | Self.offset) == 0 else { throw .reservedBits }
    storage = try Self.plainStorage(word, layout)
    isCopied = word & Self.copied != 0
    allocated = UInt32(truncatingIfNeeded: subclusters)
    zeros = UInt32(truncatingIfNeeded: subclusters >> 32)
    guard allocated & zeros == 0 else { throw .contradictorySubclusters }
    guard allocated == 0 || storage != .none else { throw .subclustersWithoutOffset }
  }

  /// Checks that the bytes that a reader needs are in a file of `size` bytes.
  func validate(insideFileOf size: Int, _ layout: Qcow2Layout) throws(Qcow2EntryProblem) {
    switch storage {
    case .none: return
    case .cluster(let offset):
      // Of a cluster with subclusters the file may end after the last one in use.
      let needed = (32 - allocated.leadingZeroBitCount) * layout.subclusterSize
      guard offset.isInside(size, length: needed) || allocated == 0 else { throw .outsideFile }
    case .compressed(let offset, _):
      // The length is an upper limit, so only the start is certain.
      guard offset < size else { throw .outsideFile }
    }
  }

  private static func plainStorage(
    _ word: UInt64, _ layout: Qcow2Layout
  ) throws(Qcow2EntryProblem) -> Storage {
    let offset = Int(word & Self.offset)
    guard offset != 0 else { return .none }
    guard offset & (layout.clusterSize - 1) == 0 else { throw .notAligned }
    return .cluster(offset: offset)
  }

  /// Qcow2 specification, Compressed Clusters Descriptor.
  private static func compressedStorage(
    _ word: UInt64, _ layout: Qcow2Layout
  ) throws(Qcow2EntryProblem) -> Storage {
    guard word & Self.copied == 0 else { throw .copiedCompressed }
    let offsetBits = 62 - (layout.clusterBits - 8)
    let descriptor = word & (Self.compressed - 1)
    let offset = Int(descriptor & ((1 << UInt64(offsetBits)) - 1))
    guard offset >= layout.clusterSize else { throw .pointsToHeader }
    let sectors = Int(descriptor >> UInt64(offsetBits)) + 1
    return .compressed(offset: offset, length: sectors * 512 - offset % 512)
  }
}
