internal import FileSupport

/// A table for people: columns aligned, with pcocc's four blanks between them and dashes under the heads.
///
/// On a terminal that is too narrow, there are two blanks between columns, then those furthest to the
/// right that may be cut are cut, until the lines fit. Where that is not enough they are wrapped by the
/// terminal: nothing that names something is ever left out. A cell that is very long and is not to be
/// cut sticks out of its column, instead of making all lines as long as its own.
struct AlignedTable {
  /// nil for a table without a head.
  var headings: [String]?
  var rows: [[String]]
  /// For each column, to how many columns of a terminal it may be cut; nil for not at all.
  var shortest: [Int?] = []
  /// For each row the colors of its cells; empty for none.
  var tones: [[Tone?]] = []

  private static let gap = 4
  private static let narrowGap = 2
  /// What is wider does not count for the width of a column that is not to be cut.
  private static let widest = 100

  func text(on screen: Screen) -> String {
    let head = headings.map { headings in
      [headings, headings.map { String(repeating: "-", count: $0.displayWidth) }]
    }
    let cells = (head ?? []) + rows.map { $0.map { $0.escapingControlCharacters } }
    let sizes = cells.map { $0.map { $0.displayWidth } }
    let (widths, gap) = layout(sizes, on: screen)
    let blanks = String(repeating: " ", count: (widths.max() ?? 0) + gap)
    let headCount = head?.count ?? 0
    var text = ""
    for (index, row) in cells.enumerated() {
      let tones = index < headCount ? nil : tones[checked: index - headCount]
      for (column, whole) in row.enumerated() {
        var (cell, size) = (whole, sizes[index][column])
        if size > widths[column], mayCut(column, on: screen) {
          cell = cell.shortened(to: widths[column], ellipsis: screen.ellipsis)
          size = cell.displayWidth
        }
        text += screen.paint(cell, tones?[checked: column] ?? nil)
        // Nothing follows the last cell, not even blanks.
        guard column < row.count - 1 else { break }
        text += Substring(blanks.utf8.prefix(gap + max(0, widths[column] - size)))
      }
      text += "\n"
    }
    return text
  }

  private func mayCut(_ column: Int, on screen: Screen) -> Bool {
    screen.width != nil && (shortest[checked: column] ?? nil) != nil
  }

  /// The width of each column and of the blanks between two.
  ///
  /// - Parameter sizes: of all cells, those of the head among them.
  private func layout(_ sizes: [[Int]], on screen: Screen) -> (widths: [Int], gap: Int) {
    var widths = (sizes.first ?? []).indices.map { column in
      let mayCut = mayCut(column, on: screen)
      return sizes.map { $0[column] }.filter { mayCut || $0 <= Self.widest }.max() ?? 0
    }
    guard let room = screen.width, widths.count > 1 else { return (widths, Self.gap) }
    let excess = { (gap: Int) in widths.reduce(gap * (widths.count - 1), +) - room }
    if excess(Self.gap) <= 0 { return (widths, Self.gap) }
    for column in widths.indices.reversed() where excess(Self.narrowGap) > 0 {
      guard let shortest = shortest[checked: column] ?? nil else { continue }
      let least = max(shortest, headings?[column].displayWidth ?? 0)
      widths[column] = min(widths[column], max(least, widths[column] - excess(Self.narrowGap)))
    }
    return (widths, Self.narrowGap)
  }
}

extension Array {
  fileprivate subscript(checked index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
