internal import FileSupport

/// How far an operation is at one moment.
struct ProgressSnapshot: Sendable, Hashable {
  /// What is worked on.
  var name: String
  /// Bytes done.
  var completed: Int
  /// Bytes to do; 0 where nobody knows.
  var total: Int
  /// Seconds since it began.
  var elapsed: Double

  /// The part that is done; nil where nobody knows.
  var fraction: Double? {
    total > 0 ? min(1, Double(completed) / Double(total)) : nil
  }

  var bytesPerSecond: Int {
    elapsed > 0 ? Int(clamping: Int64(min(Double(completed) / elapsed, 1e18))) : 0
  }

  /// Seconds until the end at the speed so far; nil where nobody knows.
  var secondsLeft: Int? {
    guard total > 0, completed > 0, completed <= total else { return nil }
    return Int(clamping: Int64(min(elapsed / Double(completed) * Double(total - completed), 1e9)))
  }

  /// What was done and how fast, as in "512.0 MiB of 1.0 GiB, 256.0 MiB/s, 0:02 left".
  var summary: String {
    var parts = [ByteCount.text(completed)]
    if total > 0 { parts[0] += " of \(ByteCount.text(total))" }
    parts.append("\(ByteCount.text(bytesPerSecond))/s")
    if let secondsLeft { parts.append("\(Self.clock(secondsLeft)) left") }
    return parts.joined(separator: ", ")
  }

  /// The part that is done, as in " 42%"; empty where nobody knows.
  var percentage: String {
    guard let fraction else { return "" }
    let digits = String(Int(fraction * 100))
    return String(repeating: " ", count: 3 - digits.count) + digits + "%"
  }

  private static func clock(_ seconds: Int) -> String {
    let pair = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    guard hours > 0 else { return "\(minutes):\(pair(seconds % 60))" }
    return "\(hours):\(pair(minutes)):\(pair(seconds % 60))"
  }
}
