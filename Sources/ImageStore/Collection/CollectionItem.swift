public import FileSupport
public import SystemPackage

/// One thing that a collection took away, or looked at and kept.
public struct CollectionItem: Sendable, Hashable {
  /// What sort of thing it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// A revision of an image.
    case revision
    /// A blob, in its place or in the trash.
    case blob
    /// The metadata of a revision that was deleted earlier.
    case deletedRevision = "deleted-revision"
    /// What work that never ended has left behind.
    case unfinished
    /// A lease whose time is over.
    case lease
    /// An old state of what an image carries.
    case attributes
  }

  /// What became of it.
  public enum Outcome: String, Sendable, CaseIterable {
    /// Moved to the trash.
    case trashed
    /// Removed for good.
    case removed
    /// Brought back from the trash.
    case restored
    /// Left where it was.
    case kept
    /// It should have gone, and could not.
    case failed
  }

  /// Why that.
  public enum Reason: String, Sendable, CaseIterable {
    /// No image and no lease refers to it.
    case unreferenced
    /// No image refers to it, but it is younger than the grace.
    case young
    /// No image refers to it, but a lease does.
    case leased
    /// It has been in the trash for longer than the retention.
    case expired
    /// It has not been in the trash for that long.
    case retained
    /// An image or a lease refers to it again.
    case referencedAgain = "referenced-again"
    /// Older than the grace, so whoever worked on it has been gone for long.
    case abandoned
    /// The time of the lease is over.
    case ended
    /// The rules for revisions give it up.
    case rule
    /// The rules for revisions would give it up, but its image is protected.
    case protected
    /// Another one has taken its place long ago.
    case superseded
  }

  /// What sort of thing was looked at.
  public var kind: Kind
  /// What became of it, or would without a dry run.
  public var outcome: Outcome
  /// The file or folder where it was found.
  public var path: FilePath
  /// The revision, where the item is one.
  public var image: ImageReference?
  /// Bytes of disk that are free once it is removed.
  public var bytes: Int
  /// Why that became of it.
  public var reason: Reason
  /// What went wrong, where the outcome is `failed`.
  public var problem: PcoccError?

  /// An item with 0 bytes, of no image and without a problem, unless they are given.
  public init(
    kind: Kind, outcome: Outcome, path: FilePath, image: ImageReference? = nil, bytes: Int = 0,
    reason: Reason, problem: PcoccError? = nil
  ) {
    self.kind = kind
    self.outcome = outcome
    self.path = path
    self.image = image
    self.bytes = bytes
    self.reason = reason
    self.problem = problem
  }
}
