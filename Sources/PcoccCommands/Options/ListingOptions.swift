internal import ArgumentParser
internal import FileSupport

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
  @OptionGroup var format: ResultFormatOptions

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

  /// Whether anything was asked for but JSON.
  var isStyled: Bool {
    parsable || noHeader || columns != nil || !format.columns.isEmpty
      || (format.format != nil && !format.isJSON)
  }

  func validate() throws {
    if parsable, format.format != nil || format.json.isOn {
      throw ValidationError("-P is a form of its own and excludes -f and --json")
    }
  }

  /// Throws `usage` where a column is asked for that the listing does not have.
  ///
  /// - Parameter standard: the columns where none are asked for; nil for those that are marked so.
  func style<Record: Listed>(
    for record: Record.Type = Record.self, standard: [String]? = nil
  ) throws -> ListingStyle<Record> {
    let asked =
      format.columns
      + (columns?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? [])
    let names = asked.isEmpty ? standard : asked
    return ListingStyle(
      format: try style(), hasHead: !noHeader,
      columns: try names?.map(Self.column) ?? Record.columns.filter(\.isDefault),
      isSelection: names != nil)
  }

  private func style<Record>() throws -> ListingStyle<Record>.Format {
    if parsable { return .parsable }
    return switch try format.resolved {
    case .table: .table
    case .json: .json
    case .yaml: .yaml
    case .csv: .csv
    case .value: .value
    }
  }

  private static func column<Record: Listed>(_ name: String) throws -> Column<Record> {
    let wanted = name.lowercased()
    guard let column = Record.columns.first(where: { $0.name.lowercased() == wanted }) else {
      throw PcoccError.usage(
        "no column \"\(name)\"",
        advice: "there are: \(Record.columns.map(\.name).joined(separator: ", "))")
    }
    return column
  }
}
