/// The header of a sparse VMDK extent (VMware Virtual Disk Format, Hosted Sparse Extents).
///
/// A parsed one is consistent in itself and with the file's length; its grain directory lies whole
/// inside the file, and over neither header nor descriptor.
struct VmdkSparseHeader: Sendable, Hashable {
  static let magic = "KDMV"
  /// Of the other kind of sparse extents, those of ESX servers.
  static let vmfsMagic = "COWD"
  static let length = 512
  /// What a transfer in text mode would change.
  static let lineEnds: [UInt8] = [0x0a, 0x20, 0x0d, 0x0a]
  /// Bytes of the footer and the markers around it.
  static let footerSize = 3 * length
  /// Entries of each grain table.
  static let tableEntries = 512
  /// Bytes of the largest grain that is read; that of all known programs is 64 KiB.
  static let maximumGrainSize = 2 << 20
  static let maximumDescriptorSize = 64 << 10
  /// That of QEMU; a disk of 2 TiB with grains of 64 KiB needs 256 KiB.
  static let maximumDirectorySize = 128 << 20

  var version: Int
  var flags: VmdkFlags
  /// Bytes of the disk, or of the part of it that the extent holds; more than 0.
  var capacity: Int
  /// Bytes per grain; a power of two from 4 KiB.
  var grainSize: Int
  /// Where the descriptor lies in the file; nil in an extent of a disk of several files.
  var descriptor: Range<Int>?
  /// Where the grain directory lies in the file.
  var directoryOffset: Int
  /// Whether the directory's place stands in a footer, as in files that were written as streams.
  var hasFooter: Bool
  /// Whether the program that had the image open did not close it.
  var isUnclean: Bool

  /// Bytes of the disk that one grain table maps; at most 2^30.
  var tableCoverage: Int { grainSize * Self.tableEntries }

  /// The bytes before all tables and data.
  var front: Range<Int> { 0..<(descriptor?.upperBound ?? Self.length) }

  /// Bytes of the grain directory: 32 bits per grain table.
  var directorySize: Int { capacity.dividedRoundingUp(by: tableCoverage) * 4 }
}
