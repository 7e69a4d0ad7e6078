/// What the color of a word on a terminal says; it never says anything that the word does not.
enum Tone: Sendable, Hashable {
  case good, caution, bad

  /// The text in its color, by the sequences of ECMA-48 that every terminal knows.
  func painted(_ text: String) -> String {
    let code =
      switch self {
      case .good: 32
      case .caution: 33
      case .bad: 31
      }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }
}
