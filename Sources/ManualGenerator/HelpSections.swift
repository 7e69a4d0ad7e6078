/// A command's discussion, cut at its headings: lines in capitals, whose indented lines follow.
struct HelpSections {
  /// The text before the first heading.
  private(set) var text: [String] = []
  /// Heading to lines.
  private(set) var sections: [String: [String]] = [:]
  /// As they follow one another.
  private(set) var headings: [String] = []

  init(_ discussion: String) {
    var heading: String?
    for line in discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      if Self.isHeading(line) {
        heading = String(line)
        headings.append(String(line))
      } else if let heading {
        sections[heading, default: []].append(String(line))
      } else {
        text.append(String(line))
      }
    }
  }

  private static func isHeading(_ line: Substring) -> Bool {
    line.contains(where: \.isLetter) && line.allSatisfy { $0.isUppercase || $0 == " " }
      && line.first != " "
  }

  /// The paragraphs of the text, each on one line.
  var paragraphs: [String] {
    text.split(separator: "").map { $0.joined(separator: " ") }
  }

  /// The lines of a section without the indentation they share and without empty ones at the ends.
  func lines(_ heading: String) -> [String] {
    let lines = (sections[heading] ?? []).trimmingEmptyLines()
    let indentation =
      lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(indentation)) }
  }
}

extension [String] {
  fileprivate func trimmingEmptyLines() -> [String] {
    Array(drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed())
  }
}
