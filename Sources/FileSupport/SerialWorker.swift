internal import Dispatch
internal import Synchronization

/// Does work in order on a thread of its own, beside the one that submits it.
///
/// After the first failure nothing more is done; the failure is thrown at the next call.
public final class SerialWorker: Sendable {
  private let queue: DispatchQueue
  private let failure = Mutex<(any Error)?>(nil)

  /// - Parameter label: shown by debuggers.
  public init(_ label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Adds work; returns before it is done.
  public func submit(_ work: @escaping @Sendable () throws -> Void) throws {
    try throwFailure()
    queue.async { self.run(work) }
  }

  /// Waits for all work that was submitted.
  public func finish() throws {
    queue.sync {}
    try throwFailure()
  }

  /// Drops the work that has not begun, and waits for what has.
  func abandon() {
    failure.withLock { $0 = $0 ?? CancellationError() }
    queue.sync {}
  }

  private func run(_ work: () throws -> Void) {
    guard failure.withLock({ $0 == nil }) else { return }
    do {
      try work()
    } catch {
      failure.withLock { $0 = error }
    }
  }

  private func throwFailure() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
