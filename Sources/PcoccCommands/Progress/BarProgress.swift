internal import FileSupport

/// A bar on a terminal that is gone when the work is done.
struct BarProgress: ProgressStyle {
  private static let longestBar = 40

  let interval = Duration.milliseconds(100)

  func show(_ snapshot: ProgressSnapshot, on stream: MessageStream) {
    guard stream.isForeground else { return }
    stream.show(status: Self.line(snapshot, width: stream.width))
  }

  func finish(_ snapshot: ProgressSnapshot?, on stream: MessageStream) { stream.eraseStatus() }

  /// One line of less than `width` columns.
  static func line(_ snapshot: ProgressSnapshot, width: Int) -> String {
    let name = snapshot.name.escapingControlCharacters
    var line = "\(name) \(snapshot.percentage)"
    let room = width - 1 - line.displayWidth - snapshot.summary.count - 5
    if let fraction = snapshot.fraction, room >= 8 {
      let length = min(room, longestBar)
      let filled = Int(fraction * Double(length))
      line += " [" + String(repeating: "#", count: filled).padded(to: length) + "] "
    }
    return String((line + " " + snapshot.summary).fitting(max(0, width - 1)))
  }
}
