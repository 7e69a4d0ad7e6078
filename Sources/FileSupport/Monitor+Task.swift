internal import Synchronization

extension Monitor {
  /// Does long work that the cancellation of the current task stops, as a signal stops a command: it
  /// throws `interrupted` and leaves nothing behind.
  ///
  /// The work is done here and now, and keeps the task's thread until it ends.
  ///
  /// - Parameters:
  ///   - isolation: where the work is done: that of the caller.
  ///   - report: is told how far the work is.
  ///   - work: passes the monitor on.
  public static func withTaskCancellation<Result>(
    isolation: isolated (any Actor)? = #isolation,
    report: @escaping @Sendable (Progress) -> Void = { _ in },
    _ work: (Monitor) throws -> Result
  ) async rethrows -> Result {
    // Other threads ask too, to which the task is not the current one.
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try work(Monitor(report: report, checkCancelled: cancellation.check))
    } onCancel: {
      cancellation.note()
    }
  }
}

private final class Cancellation: Sendable {
  private let isNoted = Atomic(false)

  func note() { isNoted.store(true, ordering: .relaxed) }

  @Sendable func check() throws {
    if isNoted.load(ordering: .relaxed) { throw PcoccError.taskCancelled }
  }
}
