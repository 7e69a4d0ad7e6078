internal import FileSupport

/// Lines of cells.
struct Table {
  /// nil for a table without a head.
  var headings: [String]?
  var rows: [[String]]

  /// As in RFC 4180, but for the ends of lines.
  var commaSeparated: String {
    ((headings.map { [$0] } ?? []) + rows)
      .map { $0.map(\.quotedForCSV).joined(separator: ",") + "\n" }.joined()
  }

  /// Bare cells separated by blanks, without a head.
  var bare: String {
    rows.map { $0.map(\.escapingControlCharacters).joined(separator: " ") + "\n" }.joined()
  }

  /// Bare cells exactly as they are, each line ended by a NUL: for `xargs -0`. A terminal is shown no
  /// control characters in them.
  func nullTerminated(on screen: Screen) -> String {
    rows.map { cells in
      let line = cells.joined(separator: " ")
      return (screen.isTerminal ? line.escapingControlCharacters : line) + "\0"
    }.joined()
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
    guard text.utf8.contains(where: { Self.quoted.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", by: "\"\"") + "\""
  }

  private static let quoted: [UInt8] = Array(",\" ".utf8)

  fileprivate var escapingBars: String {
    escapingControlCharacters.replacing("|", by: "\\u{7c}")
  }

  /// With `text` for each `scalar`, also where a combining mark follows: together they are a character
  /// that no comparison of characters finds, and programs that read the line know nothing of that.
  private func replacing(_ scalar: Unicode.Scalar, by text: String) -> String {
    guard unicodeScalars.contains(scalar) else { return self }
    var result = String.UnicodeScalarView()
    for next in unicodeScalars {
      if next == scalar { result += text.unicodeScalars } else { result.append(next) }
    }
    return String(result)
  }
}
