/// What a long operation reports to, asks whether it may go on, and how much of the machine it may use.
public struct Monitor: Sendable {
  /// How far an operation has come, in bytes of the disk or file it works through.
  public struct Progress: Sendable, Hashable {
    /// Bytes that are done.
    public var completed: Int
    /// Bytes that there are to do, those included that are done.
    public var total: Int

    /// How far an operation has come, both numbers in bytes.
    public init(completed: Int, total: Int) {
      self.completed = completed
      self.total = total
    }
  }

  private let report: @Sendable (Progress) -> Void
  private let check: @Sendable () throws -> Void
  /// How many threads may read, pack and unpack at once. Digesting and writing have one each beside.
  public let threads: Int

  /// - Parameter threads: more than there are processors are as many as those.
  public init(
    report: @escaping @Sendable (Progress) -> Void = { _ in },
    checkCancelled: @escaping @Sendable () throws -> Void = {},
    threads: Int = ProcessorCount.available
  ) {
    self.report = report
    self.check = checkCancelled
    self.threads = ProcessorCount.limiting(threads)
  }

  /// Tells how far the operation has come, in bytes, from any thread.
  public func report(completed: Int, of total: Int) {
    report(Progress(completed: completed, total: total))
  }

  /// Throws where the operation was asked to stop.
  public func checkCancelled() throws { try check() }

  /// The same monitor, which asks `check` as well whether the operation may go on.
  public func checking(_ check: @escaping @Sendable () throws -> Void) -> Monitor {
    Monitor(
      report: report,
      checkCancelled: {
        try self.check()
        try check()
      }, threads: threads)
  }

  /// The same monitor, which is told nothing of how far the work is.
  public var quiet: Monitor { Monitor(checkCancelled: check, threads: threads) }

  /// What a part of the work reports to, which begins when `start` bytes of `total` are done.
  public func part(from start: Int, of total: Int) -> Monitor {
    Monitor(
      report: { report(Progress(completed: start + $0.completed, total: total)) },
      checkCancelled: check, threads: threads)
  }

  /// Tells nobody and never stops.
  public static let silent = Monitor()
}
