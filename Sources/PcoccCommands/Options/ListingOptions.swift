internal import ArgumentParser
internal import FileSupport

/// How a listing is printed.
struct ListingOptions: ParsableArguments {
  @OptionGroup var format: ResultFormatOptions
  @OptionGroup var display: DisplayOptions

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

  @Flag(
    name: [.customShort("z"), .long],
    help: "Print bare values exactly as they are, each line ended by a NUL byte")
  var null = false

  /// Whether anything was asked for but JSON.
  var isStyled: Bool {
    isStyledBesidesForm || (format.format != nil && !format.isJSON)
  }

  private var isStyledBesidesForm: Bool {
    parsable || null || noHeader || columns != nil || !format.columns.isEmpty
  }

  func validate() throws {
    let hasForm = format.format != nil || format.json.isOn
    if parsable, hasForm || null {
      throw ValidationError("-P is a form of its own and excludes -f, -z and --json")
    }
    if null, hasForm, (try? format.chosen) != .value {
      throw ValidationError("-z goes with -f value only")
    }
  }

  /// Throws `usage` where a column is asked for that the listing does not have.
  ///
  /// - Parameter standard: the columns where none are asked for; nil for those that are marked so.
  func style<Record: Listed>(
    for record: Record.Type = Record.self, standard: [String]? = nil, _ preferences: Preferences
  ) throws -> ListingStyle<Record> {
    let asked =
      format.columns
      + (columns?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? [])
    let names = asked.isEmpty ? standard : asked
    return ListingStyle(
      format: try style(preferences), hasHead: !noHeader,
      columns: try names?.map(Self.column) ?? Record.columns.filter(\.isDefault),
      isSelection: names != nil, values: display.values(preferences),
      isAsked: try isStyledBesidesForm || (format.chosen ?? preferences.format ?? .table) != .table)
  }

  private func style<Record>(
    _ preferences: Preferences
  ) throws -> ListingStyle<Record>.Format {
    if parsable { return .parsable }
    if null { return .nullTerminated }
    return switch try format.resolved(preferences) {
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
      throw PcoccError.unknown("column", name, known: Record.columns.map(\.name))
    }
    return column
  }
}
