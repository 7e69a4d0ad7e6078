/// What a sparse extent makes use of (VMware Virtual Disk Format, Hosted Sparse Extents, flags).
struct VmdkFlags: OptionSet, Sendable, Hashable {
  var rawValue: UInt32

  /// Four bytes of line ends tell whether the file was damaged as text.
  static let lineEndTest = Self(rawValue: 1 << 0)
  /// There is a second grain directory with tables of its own.
  static let redundantDirectory = Self(rawValue: 1 << 1)
  /// An entry of 1 means a grain of zeros.
  static let zeroedGrains = Self(rawValue: 1 << 2)
  static let compressed = Self(rawValue: 1 << 16)
  /// Grains and tables have markers before them.
  static let markers = Self(rawValue: 1 << 17)

  static let known: Self = [
    .lineEndTest, .redundantDirectory, .zeroedGrains, .compressed, .markers,
  ]
}
