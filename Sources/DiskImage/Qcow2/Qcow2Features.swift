/// The features that a reader must know (qcow2 specification, Header, incompatible_features).
struct Qcow2IncompatibleFeatures: OptionSet, Sendable, Hashable {
  var rawValue: UInt64

  /// Reference counts may be stale; the mapping is sound.
  static let dirty = Self(rawValue: 1 << 0)
  /// Some program found the image inconsistent; it must not be written.
  static let corrupt = Self(rawValue: 1 << 1)
  /// The guest's data lies in another file.
  static let externalDataFile = Self(rawValue: 1 << 2)
  /// The compression type is not zlib.
  static let compressionType = Self(rawValue: 1 << 3)
  /// L2 entries of 128 bits with a bitmap of subclusters.
  static let extendedL2 = Self(rawValue: 1 << 4)

  static let known: Self = [.dirty, .corrupt, .externalDataFile, .compressionType, .extendedL2]
}

/// The features that anyone may ignore (qcow2 specification, Header, compatible_features).
struct Qcow2CompatibleFeatures: OptionSet, Sendable, Hashable {
  var rawValue: UInt64

  /// Reference counts are brought to disk late, with the dirty bit set meanwhile.
  static let lazyRefcounts = Self(rawValue: 1 << 0)
}

/// The features that a writer who does not know them clears (qcow2 specification, Header,
/// autoclear_features).
struct Qcow2AutoclearFeatures: OptionSet, Sendable, Hashable {
  var rawValue: UInt64

  /// The bitmaps extension is consistent with the data.
  static let bitmaps = Self(rawValue: 1 << 0)
}
