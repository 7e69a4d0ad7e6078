/// Which revisions of an image are given up: those that every given rule gives up.
///
/// The newest revision is kept whatever the rules say, and so is what is protected or leased.
public struct RevisionRetention: Sendable, Hashable {
  /// How many of the newest are kept.
  public var keepLast: Int?
  /// From which age in seconds they are given up.
  public var age: Int?

  /// Without any rule all revisions are given up but the newest.
  public init(keepLast: Int? = nil, age: Int? = nil) {
    self.keepLast = keepLast
    self.age = age
  }
}
