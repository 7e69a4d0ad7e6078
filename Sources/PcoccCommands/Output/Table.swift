internal import FileSupport

/// Lines of cells.
struct Table {
  /// nil for a table without a head.
  var headings: [String]?
  var rows: [[String]]

  /// Columns aligned for people, with pcocc's four blanks between them and dashes under the heads.
  var aligned: String {
    let head = headings.map { headings in
      [headings, headings.map { String(repeating: "-", count: $0.count) }]
    }
    let lines = (head ?? []) + rows.map { $0.map(\.escapingControlCharacters) }
    let widths = (lines.first ?? []).indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { cells in
      let padded = zip(cells.dropLast(), widths).map { $0.padded(to: $1) }
      return (padded + cells.suffix(1)).joined(separator: "    ") + "\n"
    }.joined()
  }

  /// As in RFC 4180, but for the ends of lines.
  var commaSeparated: String {
    ((headings.map { [$0] } ?? []) + rows)
      .map { $0.map(\.quotedForCSV).joined(separator: ",") + "\n" }.joined()
  }

  /// Bare cells separated by blanks, without a head.
  var bare: String {
    rows.map { $0.map(\.escapingControlCharacters).joined(separator: " ") + "\n" }.joined()
  }

  /// Cells separated by `|`, which is shown escaped where a cell contains it.
  var parsable: String {
    let cells = rows.map { $0.map(\.escapingBars) }
    return ((headings.map { [$0] } ?? []) + cells)
      .map { $0.joined(separator: "|") + "\n" }.joined()
  }
}

extension String {
  fileprivate var quotedForCSV: String {
    let text = escapingControlCharacters
    guard text.contains(where: { ",\" ".contains($0) }) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  fileprivate var escapingBars: String {
    escapingControlCharacters.split(separator: "|", omittingEmptySubsequences: false)
      .joined(separator: "\\u{7c}")
  }
}
