internal import Foundation

/// Points in time as text, as in "2026-05-01T12:00:00Z" (RFC 3339, UTC, whole seconds).
public enum InternetTime {
  /// Seconds since 1970 of such a text, with any offset; nil for any other text.
  public static func parse(_ text: String) -> Double? {
    let whole = Date.ISO8601FormatStyle()
    let date =
      (try? whole.parse(text))
      ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
    return date?.timeIntervalSince1970
  }

  /// The second that has begun; the nearest one of the years from 1970 to 9999, of which alone there is
  /// such a text for sure.
  public static func text(_ seconds: Double) -> String {
    let seconds = min(max(0, seconds.rounded(.down)), last)
    return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }

  /// 9999-12-31T23:59:59Z
  private static let last = 253_402_300_799.0
}

extension JSONValue {
  /// A point in time, in seconds since 1970.
  static func time(_ seconds: Double) -> JSONValue { .string(InternetTime.text(seconds)) }
}
