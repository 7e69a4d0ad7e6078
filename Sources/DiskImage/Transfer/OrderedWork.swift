internal import Dispatch
internal import Synchronization

/// Work that several threads do at once, and whose results come out in the order it went in.
final class OrderedWork<Output: Sendable> {
  private final class Job: Sendable {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Output, any Error>?>(nil)
  }

  private let width: Int
  private var jobs: [Job] = []

  /// - Parameter width: how many results may be under way.
  init(width: Int) { self.width = width }

  /// What the work uses may be gone when its owner is.
  deinit { for job in jobs { job.done.wait() } }

  /// Whether a result has to be taken before more work is added.
  var isFull: Bool { jobs.count >= width }

  func add(_ work: @escaping @Sendable () throws -> Output) {
    let job = Job()
    jobs.append(job)
    DispatchQueue.global().async {
      let result = Result(catching: work)
      job.result.withLock { $0 = result }
      job.done.signal()
    }
  }

  /// The oldest result that was not taken, once it is there; nil where all were.
  func next() throws -> Output? {
    guard !jobs.isEmpty else { return nil }
    let job = jobs.removeFirst()
    job.done.wait()
    return try job.result.withLock { $0 }?.get()
  }
}
