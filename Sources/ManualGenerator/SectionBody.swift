/// The lines of a section, of which those with a gap between a name and its meaning become a list, and
/// the others paragraphs.
struct SectionBody {
  /// In mdoc.
  private(set) var text: [String] = []

  /// - Parameter macro: of the names in lists, with a blank, or empty.
  init(_ lines: [String], macro: String) {
    for group in lines.split(separator: "") {
      let start = group.firstIndex { Self.row($0) != nil } ?? group.endIndex
      add(group[..<start].joined(separator: " ").sentences)
      let rows = group[start...].reduce(into: [(name: String, meaning: String)]()) { rows, line in
        if let row = Self.row(line) {
          rows.append(row)
        } else if let last = rows.indices.last {
          rows[last].meaning += " " + line.drop { $0 == " " }
        }
      }
      guard !rows.isEmpty else { continue }
      let width = rows.map(\.name.count).max() ?? 0
      // A wide column would leave no room for the meanings.
      let isWide = width > 26
      let layout = isWide ? "-width Ds" : "-width \(String(repeating: "x", count: width)) -compact"
      add(
        [".Bl -tag \(layout)"]
          + rows.flatMap { [".It \(macro)\($0.name.mdocArgument)", $0.meaning.mdoc] } + [".El"])
    }
  }

  private mutating func add(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    if !text.isEmpty { text.append(".Pp") }
    text += lines
  }

  /// The two sides of a gap; nil where the line has none.
  static func row(_ line: String) -> (name: String, meaning: String)? {
    guard let match = line.wholeMatch(of: #/(\S+(?: \S+)*)  +(\S.*)/#) else { return nil }
    return (String(match.1), String(match.2))
  }
}
