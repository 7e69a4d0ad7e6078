#if canImport(Glibc)
  internal import Glibc
#endif

/// A point in time as people and programs are shown it.
struct Timestamp: Sendable, Hashable, Encodable {
  /// Seconds since 1970.
  let seconds: Double

  /// Stands for what no calendar has.
  static let unknown = "-"

  /// Local time with its offset from UTC, as in "2024-05-01 14:00:00 +02:00".
  var local: String {
    guard let parts = calendar(localtime_r) else { return Self.unknown }
    return "\(parts.date) \(parts.time) \(parts.offset)"
  }

  /// RFC 3339 in UTC, as in "2024-05-01T12:00:00Z".
  var utc: String? { calendar(gmtime_r).map { "\($0.date)T\($0.time)Z" } }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let utc { try container.encode(utc) } else { try container.encodeNil() }
  }

  private func calendar(
    _ convert: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
  ) -> (date: String, time: String, offset: String)? {
    // RFC 3339 has years of four digits.
    guard var time = time_t(exactly: seconds.rounded(.down)) else { return nil }
    var parts = tm()
    guard convert(&time, &parts) != nil, (-1900...8099).contains(parts.tm_year) else { return nil }
    let year = Self.digits(parts.tm_year + 1900, 4)
    let date = [year, Self.digits(parts.tm_mon + 1, 2), Self.digits(parts.tm_mday, 2)]
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { Self.digits($0, 2) }
    return (
      date.joined(separator: "-"), clock.joined(separator: ":"), Self.offset(parts.tm_gmtoff)
    )
  }

  /// Seconds east of UTC as RFC 3339 writes them.
  private static func offset(_ seconds: Int) -> String {
    let minutes = Int32(clamping: abs(seconds) / 60)
    return (seconds < 0 ? "-" : "+") + digits(minutes / 60, 2) + ":" + digits(minutes % 60, 2)
  }

  private static func digits(_ number: Int32, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
