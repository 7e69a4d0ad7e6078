/// The header of a qcow2 image with its extensions (qcow2 specification, Header).
///
/// A parsed one is consistent in itself and with the file's length. That does not mean that the
/// image may be read: see `validateForReading(path:allowingBacking:)`.
struct Qcow2Header: Sendable, Hashable {
  static let magic: UInt32 = 0x5146_49fb
  static let length2 = 72
  /// Version 3 as QEMU writes it since 5.1, with the compression type.
  static let length3 = 112

  /// Limits of QEMU's, which keep every sum of offsets and sizes of the disk below 2^62.
  static let maximumL1Count = 4 << 20
  static let maximumRefcountTableSize = 8 << 20
  static let maximumSnapshotCount = 65536
  static let maximumBackingNameLength = 1023

  /// 2 or 3.
  var version: Int
  var clusterBits: Int
  /// Bytes of the disk.
  var virtualSize: Int
  /// 0 none, 1 AES, 2 LUKS.
  var encryptionMethod: UInt32 = 0
  /// Entries of the L1 table; more than the disk needs where it was shrunk.
  var l1Count = 0
  var l1Offset = 0
  var refcountTableOffset = 0
  var refcountTableClusters = 0
  /// A reference count takes 2^refcountOrder bits.
  var refcountOrder = 4
  var snapshotCount = 0
  var snapshotTableOffset = 0
  var incompatible: Qcow2IncompatibleFeatures = []
  var compatible: Qcow2CompatibleFeatures = []
  var autoclear: Qcow2AutoclearFeatures = []
  /// Bytes before the extensions.
  var headerLength: Int
  var compression: ClusterCompression
  /// nil where there is no backing file. Bytes that are not UTF-8 are repaired.
  var backingName: String?
  var extensions = Qcow2Extensions()

  /// The header of an empty image of no tables.
  init(
    version: Int, clusterBits: Int, virtualSize: Int, compression: ClusterCompression = .zlib
  ) {
    self.version = version
    self.clusterBits = clusterBits
    self.virtualSize = virtualSize
    self.compression = compression
    headerLength = version == 2 ? Self.length2 : Self.length3
    if compression != .zlib { incompatible = .compressionType }
  }

  var layout: Qcow2Layout {
    Qcow2Layout(clusterBits: clusterBits, hasExtendedL2: incompatible.contains(.extendedL2))
  }
}
