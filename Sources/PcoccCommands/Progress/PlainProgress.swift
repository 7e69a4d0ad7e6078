internal import FileSupport

/// A line now and then, for logs.
struct PlainProgress: ProgressStyle {
  let interval = Duration.seconds(30)

  func show(_ snapshot: ProgressSnapshot, on stream: MessageStream) {
    stream.write(Self.line(snapshot) + "\n")
  }

  func finish(_ snapshot: ProgressSnapshot?, on stream: MessageStream) {}

  static func line(_ snapshot: ProgressSnapshot) -> String {
    let percentage = snapshot.percentage.drop { $0 == " " }
    let done = percentage.isEmpty ? "" : "\(percentage), "
    return "\(snapshot.name.escapingControlCharacters): \(done)\(snapshot.summary)"
  }
}
