internal import Foundation

/// When something ends, as users write it: a time as in `2026-11-21T18:00:00Z`, or an age from now
/// on as in `+8h`.
enum ExpiryTime: Sendable, Hashable {
  /// In seconds since 1970.
  case at(Int)
  /// In seconds from now.
  case after(Int)

  init?(_ text: String) {
    if text.hasPrefix("+") {
      guard let age = Age(argument: String(text.dropFirst())) else { return nil }
      self = .after(age.seconds)
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
