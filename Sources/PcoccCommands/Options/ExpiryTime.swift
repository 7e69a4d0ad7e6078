internal import Foundation

/// When something ends, as users write it: a time as in `2026-11-21T18:00:00Z`, or an age from now
/// on as in `+8h`.
enum ExpiryTime: Sendable, Hashable {
  /// In seconds since 1970.
  case at(Int)
  /// In seconds from now.
  case after(Int)

  private static let units: [Character: Int] = [
    "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400,
  ]
  /// A hundred years: more is a mistake.
  private static let longest = 100 * 366 * 86400

  init?(_ text: String) {
    if text.hasPrefix("+") {
      let number = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
      let unit = text.dropFirst(number.count + 1)
      guard unit.count == 1, let seconds = unit.first.flatMap({ Self.units[$0] }),
        let count = Int(number), count <= Self.longest / seconds
      else { return nil }
      self = .after(count * seconds)
    } else {
      guard let date = try? Date(text, strategy: .iso8601),
        let seconds = Int(exactly: date.timeIntervalSince1970.rounded(.up))
      else { return nil }
      self = .at(seconds)
    }
  }

  /// In seconds since 1970.
  func seconds(from now: Date) -> Int {
    switch self {
    case .at(let seconds): seconds
    case .after(let seconds): Int(now.timeIntervalSince1970.rounded(.up)) + seconds
    }
  }
}
