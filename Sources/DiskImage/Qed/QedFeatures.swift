/// The features that a reader must know (QED specification, Header, features).
struct QedFeatures: OptionSet, Sendable, Hashable {
  var rawValue: UInt64

  static let backingFile = Self(rawValue: 1 << 0)
  /// Some program did not finish its work; only allocations that nothing points to are left over.
  static let needsCheck = Self(rawValue: 1 << 1)
  /// The backing file is raw, whatever it looks like.
  static let rawBackingFile = Self(rawValue: 1 << 2)

  static let known: Self = [.backingFile, .needsCheck, .rawBackingFile]
}
