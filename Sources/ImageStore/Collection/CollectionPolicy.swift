/// What a collection may take away, and when; all ages in seconds.
public struct CollectionPolicy: Sendable, Hashable {
  /// From which age what nothing refers to is moved to the trash, and unfinished work is removed.
  public var grace: Int
  /// For how long the trash keeps what was moved there.
  public var retention: Int
  /// By how much the clocks that set the times of files may differ; added to both.
  public var clockSkew: Int
  /// Which revisions are deleted first; none without it.
  public var revisions: RevisionRetention?

  /// - Parameter grace: a day, if it is not given; the retention a week.
  public init(
    grace: Int = Self.day, retention: Int = 7 * Self.day,
    clockSkew: Int = StoreContext.clockSkew, revisions: RevisionRetention? = nil
  ) {
    self.grace = grace
    self.retention = retention
    self.clockSkew = clockSkew
    self.revisions = revisions
  }

  /// For emptying the trash of what has been there for `age` seconds.
  public static func emptying(after age: Int = shortestRetention) -> CollectionPolicy {
    CollectionPolicy(retention: age)
  }

  /// A day in seconds.
  public static let day = 24 * 3600

  /// The shortest grace in a repository that others use: an import that reads from elsewhere may
  /// stand still for some time, and its files must outlive that.
  public static let shortestGrace = 3600

  /// The shortest retention in a repository that others use: what a node remembers of a folder on a
  /// network file system is never as old, so metadata that is read afterwards names every blob that
  /// is in use.
  public static let shortestRetention = 3600

  /// For a repository that nobody else uses: waits for nothing.
  public static let quiet = CollectionPolicy(grace: 0, retention: 0, clockSkew: 0)
}
