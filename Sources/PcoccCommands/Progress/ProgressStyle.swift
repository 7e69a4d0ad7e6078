/// A way to show progress.
protocol ProgressStyle: Sendable {
  /// The shortest time between two showings, and before the first one.
  var interval: Duration { get }

  func show(_ snapshot: ProgressSnapshot, on stream: MessageStream)

  /// Called once, after the operation has ended in any way.
  ///
  /// - Parameter snapshot: the last state that was reported, if any was.
  func finish(_ snapshot: ProgressSnapshot?, on stream: MessageStream)
}
