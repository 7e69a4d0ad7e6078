internal import Dispatch
internal import Synchronization

/// Work that several threads do at once, and whose results come out in the order it went in.
///
/// Whoever waits for a result does work that no thread has begun, so that all goes on even where every
/// thread of the process is busy.
public final class OrderedWork<Output: Sendable> {
  private let width: Int
  private let crew: WorkCrew
  private var jobs: [Job] = []

  /// - Parameters:
  ///   - width: how many results may be under way.
  ///   - threads: how many threads do the work, the one that waits for results included.
  public init(width: Int, threads: Int) {
    self.width = width
    crew = WorkCrew(threads: threads)
  }

  /// What the work uses may be gone when its owner is.
  deinit { for job in jobs { job.abandon() } }

  /// Whether a result has to be taken before more work is added.
  public var isFull: Bool { jobs.count >= width }

  /// Whether there is no result to take.
  public var isEmpty: Bool { jobs.isEmpty }

  /// Has a thread do the work, whose result comes after those of all that was added before.
  public func add(_ work: @escaping @Sendable () throws -> Output) {
    let job = Job(work)
    jobs.append(job)
    crew.add { job.run() }
  }

  /// The oldest result that was not taken, once it is there; nil where all were.
  ///
  /// - Throws: what the work throws.
  public func next() throws -> Output? {
    guard !jobs.isEmpty else { return nil }
    let job = jobs.removeFirst()
    while !job.isDone, crew.help() {}
    return try job.output()
  }
}

extension OrderedWork {
  private final class Job: Sendable {
    /// nil where a thread has taken it.
    private let work: Mutex<(@Sendable () throws -> Output)?>
    private let result = Mutex<Result<Output, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Output) { self.work = Mutex(work) }

    func run() {
      guard let work = takeWork() else { return }
      let result = Result(catching: work)
      self.result.withLock { $0 = result }
      done.signal()
    }

    var isDone: Bool { result.withLock { $0 != nil } }

    func output() throws -> Output? {
      done.wait()
      return try result.withLock { $0 }?.get()
    }

    /// Drops the work, or waits until it is done where it has been begun.
    func abandon() {
      if takeWork() == nil { done.wait() }
    }

    private func takeWork() -> (@Sendable () throws -> Output)? { work.withLock { $0.take() } }
  }
}
