/// The header of a QED image (QED specification, Header).
///
/// A parsed one is consistent in itself and with the file's length; its L1 table lies whole inside
/// the file.
struct QedHeader: Sendable, Hashable {
  static let magic = "QED\0"
  static let length = 64
  static let maximumBackingNameLength = 1023

  /// Bytes; a power of two from 4 KiB to 64 MiB.
  var clusterSize: Int
  /// Clusters of the L1 table and of each L2 table; a power of two from 1 to 16.
  var tableClusters: Int
  /// Clusters before anything else may lie.
  var headerClusters: Int
  var features: QedFeatures
  /// Where the L1 table lies in the file.
  var l1Offset: Int
  /// Bytes of the disk.
  var virtualSize: Int
  /// nil where there is no backing file. Bytes that are not UTF-8 are repaired.
  var backingName: String?

  /// Bytes of the L1 table and of each L2 table; at most 1 GiB.
  var tableSize: Int { tableClusters * clusterSize }
  /// Entries of the L1 table and of each L2 table, 8 bytes each.
  var tableEntries: Int { tableSize / 8 }
  /// Bytes of the disk that one L2 table maps; at most 2^53.
  var tableCoverage: Int { tableEntries * clusterSize }
  /// Bytes before anything else may lie; less than 2^32.
  var headerSize: Int { headerClusters * clusterSize }
}
