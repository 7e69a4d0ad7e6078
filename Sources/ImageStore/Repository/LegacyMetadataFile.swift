internal import SystemPackage

/// Where a metadata file of version 1 lies.
struct LegacyMetadataFile: Sendable, Hashable {
  /// `meta`, or `meta.old` after an upgrade.
  var place: FilePath
  /// The first two digits of the name.
  var folder: String
  /// 64 hexadecimal digits.
  var name: String

  var path: FilePath { place.appending(folder).appending(name) }
}
