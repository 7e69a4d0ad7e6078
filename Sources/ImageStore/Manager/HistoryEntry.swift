/// A revision as the history of its image tells it.
public struct HistoryEntry: Sendable, Hashable {
  /// The revision, with what was recorded when it was made.
  public var image: LocatedRevision
  /// Bytes of the disk; nil for containers, and where the top layer cannot be read.
  public var virtualSize: Int?
  /// Bytes of the blobs that no revision before has; nil where one cannot be read.
  public var addedSize: Int?
}
