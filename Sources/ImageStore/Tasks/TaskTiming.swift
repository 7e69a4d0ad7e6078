/// How often a task tells of itself, and for how long its silence is believed, all in seconds.
public struct TaskTiming: Sendable, Hashable {
  /// Progress is written no more often.
  public var progress = 1.0
  /// A task without progress writes so often all the same.
  public var heartbeat = 10.0
  /// A task of another node that has not written for so long is taken for dead.
  public var silence = 60.0
  /// After so long a silence what it left behind may be removed, too: clocks and caches are no
  /// excuse any more.
  public var sweeping = 600.0
  /// How long a task that was asked to stop may take before it is killed.
  public var mercy = 10.0
  /// How long a task of another node may take to notice.
  public var reach = 30.0

  /// The times in use.
  public init() {}
}
