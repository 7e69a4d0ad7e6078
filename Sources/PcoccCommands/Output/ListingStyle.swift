internal import FileSupport

/// How a listing is written. This is the one place that writes listings.
struct ListingStyle<Record: Listed> {
  enum Format: Sendable, Hashable { case table, parsable, json }

  var format: Format
  var hasHead: Bool
  var columns: [Column<Record>]

  /// The whole listing.
  ///
  /// - Parameter title: the heading over a record's table, where people get a table for each.
  func text(_ records: [Record], title: ((Record) -> String)? = nil) -> String {
    switch format {
    case .json: return JSONText.line(records)
    case .parsable: return table(records, cell: \.value).parsable
    case .table:
      guard let title, hasHead else { return table(records, cell: \.text).aligned }
      return records.runs(by: title).map { title, records in
        "\(title)\n\(table(records, cell: \.text).aligned)\n"
      }.joined()
    }
  }

  private func table(
    _ records: [Record], cell: (Column<Record>) -> @Sendable (Record) -> String
  ) -> Table {
    Table(
      headings: hasHead ? columns.map { $0.name.uppercased() } : nil,
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
