internal import FileSupport
internal import ImageStore

/// How a single image is written: by attribute and value.
struct SingleStyle {
  let format: ResultFormat
  /// Names of attributes; none for all.
  let names: [String]

  /// Throws `usage` for a form that there is not.
  init(_ options: ResultFormatOptions, _ preferences: Preferences) throws {
    format = try options.resolved(preferences)
    names = options.columns
  }

  /// - Throws: `usage` for the name of an attribute that there is not.
  func text(_ record: AttributesRecord) throws -> String {
    switch format {
    case .json: return JSONText.line(try object(record))
    case .yaml: return YAMLOutput.text(try object(record))
    // Never cut: whoever looks at one image wants to see all of it.
    case .table:
      let table = try table(record)
      return AlignedTable(headings: table.headings, rows: table.rows).text(on: .none)
    case .csv: return try table(record).commaSeparated
    case .value:
      var table = try table(record)
      table.rows = table.rows.map { [$0[1]] }
      return table.bare
    }
  }

  private func table(_ record: AttributesRecord) throws -> Table {
    let cells = record.flattened
    let names = names.isEmpty ? cells.keys.sorted() : names
    return Table(
      headings: ["Attribute", "Value"],
      rows: try names.map { name in
        guard let cell = cells[name] else { throw unknown(name, cells.keys.sorted()) }
        return [name, cell]
      })
  }

  private func object(_ record: AttributesRecord) throws -> JSONValue {
    let value = JSONText.value(of: record)
    guard !names.isEmpty, case .object(let members) = value else { return value }
    let chosen = try names.map { name in
      if let member = members[name] { return (name, member) }
      guard let cell = record.flattened[name] else { throw unknown(name, members.keys.sorted()) }
      return (name, JSONValue.string(cell))
    }
    return .object(Dictionary(chosen, uniquingKeysWith: { $1 }))
  }

  private func unknown(_ name: String, _ known: [String]) -> PcoccError {
    PcoccError.unknown("attribute", name, known: known)
  }
}
