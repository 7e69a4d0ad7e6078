internal import FileSupport
internal import ImageStore

/// How a listing is written. This is the one place that writes listings.
struct ListingStyle<Record: Listed> {
  enum Format: Sendable, Hashable { case table, parsable, json, yaml, csv, value, nullTerminated }

  var format: Format
  var hasHead: Bool
  var columns: [Column<Record>]
  /// Whether JSON and YAML have these columns instead of whole records.
  var isSelection = false
  /// How times and sizes are shown in a table.
  var values = ValueStyle()
  /// Whether a form was asked for, so that a verb with nothing to list otherwise has to print.
  var isAsked = false

  /// Whether the result is a JSON value with all that is known.
  var isWholeJSON: Bool { format == .json && !isSelection }

  /// The whole listing.
  ///
  /// - Parameter title: the heading over a record's table, where people get a table for each.
  func text(
    _ records: [Record], title: ((Record) -> String)? = nil, on screen: Screen = .none
  ) -> String {
    switch format {
    case .json: return isSelection ? JSONText.line(selection(records)) : JSONText.line(records)
    case .yaml:
      return YAMLOutput.text(
        isSelection ? .array(selection(records)) : JSONText.value(of: records))
    case .parsable: return table(records, head: { $0.uppercased() }).parsable
    case .csv: return table(records, head: \.self).commaSeparated
    case .value: return table(records).bare
    case .nullTerminated: return table(records).nullTerminated(on: screen)
    case .table:
      guard let title, hasHead else { return aligned(records, on: screen) }
      return records.runs(by: title).map { title, records in
        "\(title.escapingControlCharacters)\n\(aligned(records, on: screen))\n"
      }.joined()
    }
  }

  private func selection(_ records: [Record]) -> [JSONValue] {
    records.map { record in
      .object(
        Dictionary(columns.map { ($0.name, $0.json(record)) }, uniquingKeysWith: { $1 }))
    }
  }

  private func table(_ records: [Record], head: ((String) -> String)? = nil) -> Table {
    Table(
      headings: hasHead ? head.map { head in columns.map { head($0.name) } } : nil,
      rows: records.map { record in columns.map { $0.value(record) } })
  }

  private func aligned(_ records: [Record], on screen: Screen) -> String {
    AlignedTable(
      headings: hasHead ? columns.map { $0.name.uppercased() } : nil,
      rows: records.map { record in columns.map { $0.text(record, values) } },
      shortest: columns.map(\.shortest),
      tones: screen.hasColor ? records.map { record in columns.map { $0.tone(record) } } : []
    ).text(on: screen)
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
