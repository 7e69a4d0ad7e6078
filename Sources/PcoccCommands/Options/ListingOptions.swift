internal import ArgumentParser
internal import FileSupport

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
  @OptionGroup var json: JSONOption

  @Flag(
    name: [.customShort("P"), .long],
    help: "Print for programs: \"|\" between columns, whole bytes, UTC")
  var parsable = false

  @Flag(name: [.customShort("n"), .long], help: "Leave out all headings")
  var noHeader = false

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Columns to print, separated by commas", valueName: "names"))
  var columns: String?

  func validate() throws {
    if json.isOn, parsable || noHeader || columns != nil {
      throw ValidationError("--json prints whole records and excludes -P, -n and -o")
    }
  }

  /// Throws `usage` where a column is asked for that the listing does not have.
  func style<Record: Listed>(
    for record: Record.Type = Record.self
  ) throws -> ListingStyle<Record> {
    ListingStyle(
      format: json.isOn ? .json : parsable ? .parsable : .table, hasHead: !noHeader,
      columns: try selectedColumns())
  }

  private func selectedColumns<Record: Listed>() throws -> [Column<Record>] {
    guard let columns else { return Record.columns.filter(\.isDefault) }
    return try columns.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let column = Record.columns.first(where: { $0.name == name.lowercased() }) else {
        throw PcoccError.usage(
          "no column \"\(name)\"",
          advice: "there are: \(Record.columns.map(\.name).joined(separator: ", "))")
      }
      return column
    }
  }
}
