extension String {
  /// The most characters of a line in a section of a help text: the parser breaks longer ones, and goes
  /// on at the margin.
  private static let helpWidth = 77

  /// The words in lines that a section of a help text has room for.
  var foldedForHelp: String {
    var lines: [String] = []
    for word in split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= Self.helpWidth {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.joined(separator: "\n  ")
  }
}
