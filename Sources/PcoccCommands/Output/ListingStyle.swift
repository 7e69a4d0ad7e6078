internal import FileSupport
internal import ImageStore

/// How a listing is written. This is the one place that writes listings.
struct ListingStyle<Record: Listed> {
  enum Format: Sendable, Hashable { case table, parsable, json, yaml, csv, value }

  var format: Format
  var hasHead: Bool
  var columns: [Column<Record>]
  /// Whether JSON and YAML have these columns instead of whole records.
  var isSelection = false

  /// The whole listing.
  ///
  /// - Parameter title: the heading over a record's table, where people get a table for each.
  func text(_ records: [Record], title: ((Record) -> String)? = nil) -> String {
    switch format {
    case .json: return isSelection ? JSONText.line(selection(records)) : JSONText.line(records)
    case .yaml:
      return YAMLOutput.text(
        isSelection ? .array(selection(records)) : JSONText.value(of: records))
    case .parsable: return table(records, cell: \.value).parsable
    case .csv: return table(records, cell: \.value).commaSeparated
    case .value: return table(records, cell: \.value).bare
    case .table:
      guard let title, hasHead else { return table(records, cell: \.text).aligned }
      return records.runs(by: title).map { title, records in
        "\(title)\n\(table(records, cell: \.text).aligned)\n"
      }.joined()
    }
  }

  private func selection(_ records: [Record]) -> [JSONValue] {
    records.map { record in
      .object(
        Dictionary(columns.map { ($0.name, $0.json(record)) }, uniquingKeysWith: { $1 }))
    }
  }

  private func table(
    _ records: [Record], cell: (Column<Record>) -> @Sendable (Record) -> String
  ) -> Table {
    Table(
      headings: hasHead && format != .value
        ? columns.map { format == .csv ? $0.name : $0.name.uppercased() } : nil,
      rows: records.map { record in columns.map { cell($0)(record) } })
  }
}

extension Array {
  /// The elements in runs of the same key, in order.
  fileprivate func runs<Key: Equatable>(
    by key: (Element) -> Key
  ) -> [(key: Key, elements: [Element])] {
    var result: [(key: Key, elements: [Element])] = []
    for element in self {
      let key = key(element)
      if result.last?.key == key {
        result[result.count - 1].elements.append(element)
      } else {
        result.append((key, [element]))
      }
    }
    return result
  }
}
