internal import FileSupport
internal import Synchronization

/// Takes progress from any thread, as often as it comes, and shows it now and then.
final class ProgressReporter: Sendable {
  private struct State {
    var began: ContinuousClock.Instant
    var shown: ContinuousClock.Instant
    var last: ProgressSnapshot?
  }

  private let name: String
  private let style: any ProgressStyle
  private let stream: MessageStream
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state: Mutex<State>

  init(
    name: String, style: any ProgressStyle, stream: MessageStream,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.name = name
    self.style = style
    self.stream = stream
    self.now = now
    let began = now()
    state = Mutex(State(began: began, shown: began))
  }

  @Sendable func update(_ progress: Monitor.Progress) {
    let now = now()
    let snapshot: ProgressSnapshot? = state.withLock { state in
      // Work in several passes begins again at 0; a speed over all of them would mean nothing.
      if progress.completed < state.last?.completed ?? 0 { state.began = now }
      let snapshot = ProgressSnapshot(
        name: name, completed: progress.completed, total: progress.total,
        elapsed: (now - state.began) / .seconds(1))
      state.last = snapshot
      guard now - state.shown >= style.interval else { return nil }
      state.shown = now
      return snapshot
    }
    if let snapshot { style.show(snapshot, on: stream) }
  }

  func finish() {
    style.finish(state.withLock(\.last), on: stream)
  }
}
