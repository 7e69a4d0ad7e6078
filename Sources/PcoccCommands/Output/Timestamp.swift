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
    return Self.text(parts, separator: " ") + " " + Self.offset(parts.tm_gmtoff)
  }

  /// RFC 3339 in UTC, as in "2024-05-01T12:00:00Z".
  var utc: String? { calendar(gmtime_r).map { Self.text($0, separator: "T") + "Z" } }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let utc { try container.encode(utc) } else { try container.encodeNil() }
  }

  private func calendar(
    _ convert: (UnsafePointer<time_t>, UnsafeMutablePointer<tm>) -> UnsafeMutablePointer<tm>?
  ) -> tm? {
    // RFC 3339 has years of four digits.
    guard var time = time_t(exactly: seconds.rounded(.down)) else { return nil }
    var parts = tm()
    guard convert(&time, &parts) != nil, (-1900...8099).contains(parts.tm_year) else { return nil }
    return parts
  }

  private static func text(_ parts: tm, separator: Unicode.Scalar) -> String {
    var text = ""
    append(parts.tm_year + 1900, 4, to: &text)
    for (separator, number): (Unicode.Scalar, Int32) in [
      ("-", parts.tm_mon + 1), ("-", parts.tm_mday), (separator, parts.tm_hour),
      (":", parts.tm_min), (":", parts.tm_sec),
    ] {
      text.unicodeScalars.append(separator)
      append(number, 2, to: &text)
    }
    return text
  }

  /// Seconds east of UTC as RFC 3339 writes them.
  private static func offset(_ seconds: Int) -> String {
    let minutes = Int32(clamping: abs(seconds) / 60)
    var text = seconds < 0 ? "-" : "+"
    append(minutes / 60, 2, to: &text)
    text += ":"
    append(minutes % 60, 2, to: &text)
    return text
  }

  /// - Parameters:
  ///   - number: at least 0.
  ///   - width: how many of its last digits are written.
  private static func append(_ number: Int32, _ width: Int, to text: inout String) {
    if width > 1 { append(number / 10, width - 1, to: &text) }
    text.unicodeScalars.append(
      Unicode.Scalar(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)))
  }
}
