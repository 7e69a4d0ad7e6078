/// The terminal that results are shown on, or anything else that takes them.
struct Screen: Sendable, Hashable {
  var isTerminal = false
  /// Columns; nil where nothing may be shortened, because programs or files take the text.
  var width: Int?
  var hasColor = false
  /// Stands for what is left out.
  var ellipsis = "…"

  /// What is no terminal.
  static let none = Screen()

  func paint(_ text: String, _ tone: Tone?) -> String {
    guard hasColor, let tone else { return text }
    return tone.painted(text)
  }
}
