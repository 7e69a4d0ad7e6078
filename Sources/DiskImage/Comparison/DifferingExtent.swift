/// A run of bytes in which two disks differ.
public struct DifferingExtent: Sendable, Hashable {
  /// How the second disk differs from the first.
  public enum Change: String, Sendable, CaseIterable {
    /// Both hold something else there.
    case changed
    /// The first one reads as zeros there.
    case added
    /// The second one reads as zeros there.
    case removed
  }

  /// Bytes of the disk.
  public var range: Range<Int>
  /// How the second disk differs there.
  public var change: Change

  /// A run of bytes, given by their offsets on the disk.
  public init(range: Range<Int>, change: Change) {
    self.range = range
    self.change = change
  }
}
