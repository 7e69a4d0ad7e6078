internal import Dispatch
internal import FileSupport
internal import Foundation
internal import Synchronization
internal import SystemPackage

/// A first question to a repository, asked on a thread of its own.
///
/// The server of a file system may be gone, and whoever asks it anything then waits until it comes
/// back, deaf to signals. That must befall nobody who can do without this repository. The thread is
/// left behind; it ends with the process, which does not wait for it.
final class RepositoryContact<Answer: Sendable>: Sendable {
  let configured: RepositoryConfiguration
  private let outcome = Mutex<Result<Answer, any Error>?>(nil)
  private let isAnswered = DispatchSemaphore(value: 0)
  private let limit: Double
  private let deadline: DispatchTime

  /// Asks, and does not wait for the answer.
  ///
  /// - Parameter limit: for how many seconds from now the answer is waited for.
  init(
    _ configured: RepositoryConfiguration, limit: Double,
    _ question: @escaping @Sendable () throws -> Answer
  ) {
    self.configured = configured
    self.limit = limit
    deadline = .now() + limit
    Thread.detachNewThread {
      let result = Result { try question() }
      self.outcome.withLock { $0 = result }
      self.isAnswered.signal()
    }
  }

  /// Waits for the answer, once.
  ///
  /// - Throws: what the question throws, `busy` where there is no answer in time.
  func answer() throws -> Answer {
    guard isAnswered.wait(timeout: deadline) == .success,
      let result = outcome.withLock({ $0 })
    else {
      throw PcoccError(
        .busy, "it has not answered for \(limit.formatted()) s", path: configured.path,
        advice: "its file system is not reachable or very slow")
    }
    return try result.get()
  }
}
