internal import Foundation

/// The results as lines for people.
struct ResultTable {
  let results: [ContestResult]

  static let head = [
    "work", "ours", "peer", "ratio", "(spread)", "at most", "", "cpu", "peak", "size",
  ]

  var text: String {
    AlignedRows(rows: [Self.head] + results.map(row)).text
  }

  /// The same without a head, and without columns: to be seen while the rest is measured.
  var line: String { results.map { row($0).joined(separator: "  ") + "\n" }.joined() }

  private func row(_ result: ContestResult) -> [String] {
    let limit =
      switch result.limit {
      case .ratio(let most): String(format: "%.2f", most)
      case .seconds(let most): Self.time(most)
      case nil: ""
      }
    return [
      result.name, Self.time(result.ours.elapsed.median),
      result.peer.map { Self.time($0.elapsed.median) } ?? "",
      result.ratio.map { String(format: "%.2f", $0.median) } ?? "",
      result.ratio.map { String(format: "%.2f-%.2f", $0.minimum, $0.maximum) }
        ?? String(
          format: "%@-%@", Self.time(result.ours.elapsed.minimum),
          Self.time(result.ours.elapsed.maximum)),
      limit, result.isWithinLimit.map { $0 ? "ok" : "over" } ?? "",
      figures(result) { Self.time($0.processorTime) },
      figures(result) {
        // The kernel counts pages in batches, so equal figures may differ a little.
        ($0.peakMemory < $0.leastPeak + 1 << 20 ? "<=" : "") + Self.size($0.peakMemory)
      },
      result.ours.resultSize == nil ? "" : figures(result) { Self.size($0.resultSize ?? 0) },
    ]
  }

  private func figures(
    _ result: ContestResult, _ text: (ContestResult.Figures) -> String
  ) -> String {
    ([result.ours] + (result.peer.map { [$0] } ?? [])).map(text).joined(separator: " / ")
  }

  /// - Parameter bytes: which are rounded.
  private static func size(_ bytes: Int) -> String { "\((bytes + 1 << 19) >> 20) MiB" }

  /// - Parameter seconds: of which three digits are enough.
  static func time(_ seconds: Double) -> String {
    seconds < 0.1
      ? String(format: "%.1f ms", seconds * 1000) : String(format: "%.2f s", seconds)
  }
}
