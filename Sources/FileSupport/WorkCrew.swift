internal import Dispatch
internal import Synchronization

/// A number of threads that do work in the order it is added. Whoever waits for them is one of them.
final class WorkCrew: Sendable {
  private struct State: Sendable {
    var waiting: [@Sendable () -> Void] = []
    /// How many threads of the process are at work.
    var busy = 0

    mutating func next() -> (@Sendable () -> Void)? {
      waiting.isEmpty ? nil : waiting.removeFirst()
    }
  }

  private let threads: Int
  private let state = Mutex(State())

  /// - Parameter threads: how many pieces of work are done at once, at least one.
  init(threads: Int) { self.threads = threads }

  func add(_ work: @escaping @Sendable () -> Void) {
    let isShort = state.withLock { state in
      state.waiting.append(work)
      guard state.busy < threads - 1 else { return false }
      state.busy += 1
      return true
    }
    if isShort { DispatchQueue.global().async { self.work() } }
  }

  /// Does a piece of work that nobody has begun; false where there is none.
  func help() -> Bool {
    guard let work = state.withLock({ $0.next() }) else { return false }
    work()
    return true
  }

  private func work() {
    while let work = nextOrLeave() { work() }
  }

  private func nextOrLeave() -> (@Sendable () -> Void)? {
    state.withLock { state in
      let work = state.next()
      if work == nil { state.busy -= 1 }
      return work
    }
  }
}
