/// An object a second on a line of its own, and one at the end, for programs.
struct JSONProgress: ProgressStyle {
  /// Keys: name, completed and total (bytes; total is 0 where nobody knows), bytes_per_second,
  /// seconds_left.
  private struct Record: Encodable, Sendable {
    let name: String
    let completed: Int
    let total: Int
    let bytesPerSecond: Int
    @Nullable var secondsLeft: Int?

    init(_ snapshot: ProgressSnapshot) {
      name = snapshot.name
      completed = snapshot.completed
      total = snapshot.total
      bytesPerSecond = snapshot.bytesPerSecond
      secondsLeft = snapshot.secondsLeft
    }
  }

  let interval = Duration.seconds(1)

  func show(_ snapshot: ProgressSnapshot, on stream: MessageStream) {
    stream.write(Self.line(snapshot))
  }

  func finish(_ snapshot: ProgressSnapshot?, on stream: MessageStream) {
    if let snapshot { show(snapshot, on: stream) }
  }

  static func line(_ snapshot: ProgressSnapshot) -> String {
    JSONText.line(["progress": Record(snapshot)])
  }
}
