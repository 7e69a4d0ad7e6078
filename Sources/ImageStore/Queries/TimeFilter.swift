internal import FileSupport

/// Which points in time are wanted.
public struct TimeFilter: Sendable, Hashable {
  /// How a time stands to the filter's.
  public enum Operator: String, Sendable, CaseIterable {
    /// Later, not earlier, earlier, not later, the same, and not the same.
    case gt, gte, lt, lte, eq, neq
  }

  /// How a wanted time stands to ``time``.
  public var comparison: Operator
  /// In whole seconds since 1970.
  public var time: Double

  /// `OPERATOR:TIME`, or `TIME` alone for `eq`, with a time as in RFC 3339.
  ///
  /// - Throws: `usage` for any other text.
  public init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, let comparison = Operator(rawValue: String(parts[0])) {
      self.comparison = comparison
      time = try Self.time(String(parts[1]))
    } else {
      comparison = .eq
      time = try Self.time(text)
    }
  }

  private static func time(_ text: String) throws -> Double {
    guard let time = InternetTime.parse(text), hasRealDay(text) else {
      let operators = Operator.allCases.map { "\($0.rawValue):" }.joined(separator: " ")
      throw PcoccError(
        .usage, "\"\(text)\" is not a time",
        advice: "give one as in 2026-05-01T12:00:00Z, after one of \(operators)")
    }
    return time.rounded(.down)
  }

  /// Days that a month does not have are taken for those of the next one when a time is parsed.
  private static func hasRealDay(_ text: String) -> Bool {
    let day = text.prefix { $0 != "T" && $0 != "t" }
    return InternetTime.parse("\(day)T00:00:00Z").map(InternetTime.text)?.hasPrefix(day) == true
  }

  func matches(_ seconds: Double) -> Bool {
    let seconds = seconds.rounded(.down)
    return switch comparison {
    case .gt: seconds > time
    case .gte: seconds >= time
    case .lt: seconds < time
    case .lte: seconds <= time
    case .eq: seconds == time
    case .neq: seconds != time
    }
  }
}
