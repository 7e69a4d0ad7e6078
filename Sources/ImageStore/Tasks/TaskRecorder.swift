public import FileSupport
internal import Foundation
internal import Synchronization

/// Writes down how far a task is, in the process that does it.
///
/// A thread of its own does so: the work never waits for the file, and a disk that is full or away
/// for a while does not stop it.
public final class TaskRecorder: Sendable {
  private struct State {
    var task: ImageTask
    var isChanged = false
    var isCancelled = false
  }

  private let store: TaskStore
  private let onCancel: @Sendable () -> Void
  private let state: Mutex<State>
  /// Held while the file is written, so that what is written last is what is newest.
  private let writing = Mutex<Void>(())

  private static let pulse = 0.25
  /// How often the last word is tried before it is given up.
  private static let finalAttempts = 20

  init(_ store: TaskStore, _ task: ImageTask, onCancel: @escaping @Sendable () -> Void) {
    self.store = store
    self.onCancel = onCancel
    state = Mutex(State(task: task))
    let thread = Thread { [weak self] in
      var lastWritten = ContinuousClock.now
      while let self, self.beat(&lastWritten) {
        Thread.sleep(forTimeInterval: Self.pulse)
      }
    }
    thread.name = "task"
    thread.start()
  }

  /// Takes progress from any thread, as often as it comes.
  public func report(_ progress: Monitor.Progress) { change { $0.progress = progress } }

  /// Takes what was done, for people.
  public func note(_ message: String) { change { $0.message = message } }

  /// Takes what the command prints for programs.
  public func keep(_ result: JSONValue) { change { $0.result = result } }

  /// Writes down how the task has ended, and nothing afterwards.
  ///
  /// - Parameter error: nil for success.
  /// - Throws: where that cannot be written down for some time.
  public func finish(_ error: PcoccError?) throws {
    let isCancelled = error?.code == .interrupted && store.isCancelled(id)
    state.withLock { state in
      state.task.end(
        error.map { TaskFailure(code: $0.code, signal: $0.signal) },
        isCancelled ? "cancelled" : error?.description, at: store.now())
    }
    try? store.files.removeFile(store.layout.spare(id))
    for attempt in 1...Self.finalAttempts {
      // A long result may be what there is no room for.
      if attempt == Self.finalAttempts { state.withLock { $0.task.result = nil } }
      do {
        return try write()
      } catch {
        guard attempt < Self.finalAttempts else { throw error }
        Thread.sleep(forTimeInterval: Self.pulse)
      }
    }
  }

  private var id: TaskID { state.withLock(\.task.id) }

  private func change(_ body: (inout ImageTask) -> Void) {
    state.withLock { state in
      guard !state.task.status.hasEnded else { return }
      body(&state.task)
      state.isChanged = true
    }
  }

  /// Does what is due; false where the task has ended.
  private func beat(_ lastWritten: inout ContinuousClock.Instant) -> Bool {
    let (hasEnded, isChanged) = state.withLock { ($0.task.status.hasEnded, $0.isChanged) }
    guard !hasEnded else { return false }
    let age = (ContinuousClock.now - lastWritten) / .seconds(1)
    let isHeartbeat = age >= store.timing.heartbeat
    guard isHeartbeat || (isChanged && age >= store.timing.progress) else { return true }
    lastWritten = .now
    lookForCancellation()
    do {
      try write()
    } catch {
      // It is tried again with the next beat. On a full disk a time can be set all the same, and other
      // nodes take a silent task for dead.
      try? store.files.touch(store.layout.record(id))
    }
    return true
  }

  private func write() throws {
    try writing.withLock { _ in
      let task = state.withLock { state in
        if !state.task.status.hasEnded { state.task.updated = store.now() }
        state.isChanged = false
        return state.task
      }
      try store.write(task, .replacing)
    }
  }

  private func lookForCancellation() {
    guard store.isCancelled(id) else { return }
    let isFirst = state.withLock { state in
      defer { state.isCancelled = true }
      return !state.isCancelled
    }
    if isFirst { onCancel() }
  }
}
