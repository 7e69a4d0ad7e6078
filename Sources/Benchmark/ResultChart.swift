internal import Foundation

/// The ratios as a picture: a bar for each row, beside a line where both would take the same.
struct ResultChart {
  let results: [ContestResult]

  private static let (labelWidth, barWidth, rowHeight) = (330.0, 420.0, 24.0)
  /// The ratio at the right edge.
  private static let scale = 1.2

  var svg: String {
    let rows = results.filter { $0.ratio != nil }
    let height = Self.rowHeight * Double(rows.count + 2)
    let line = Self.x(1)
    let bars = rows.enumerated().map { bar($0.element, y: Self.rowHeight * Double($0.offset + 1)) }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Int(Self.labelWidth + Self.barWidth + 60))" \
      height="\(Int(height))" font-family="sans-serif" font-size="13">
      <rect width="100%" height="100%" fill="white"/>
      <text x="10" y="17" font-weight="bold">time, of what the others take (less is better)</text>
      \(bars.joined(separator: "\n"))
      <path d="M\(line) \(Self.rowHeight) V\(height - Self.rowHeight)" stroke="#444"/>
      <text x="\(line)" y="\(height - 6)" text-anchor="middle">1.0</text>
      </svg>

      """
  }

  private static func x(_ ratio: Double) -> Double {
    (labelWidth + min(ratio, scale) / scale * barWidth).rounded()
  }

  private func bar(_ result: ContestResult, y: Double) -> String {
    guard let ratio = result.ratio?.median else { return "" }
    let end = Self.x(ratio)
    let colour = ratio <= 1 ? "#3b78b5" : "#c0603a"
    return """
      <text x="\(Self.labelWidth - 8)" y="\(y + 16)" text-anchor="end">\(result.name)</text>
      <rect x="\(Self.labelWidth)" y="\(y + 4)" width="\(end - Self.labelWidth)" height="16" \
      fill="\(colour)"/>
      <text x="\(end + 6)" y="\(y + 16)">\(String(format: "%.2f", ratio))</text>
      """
  }
}
