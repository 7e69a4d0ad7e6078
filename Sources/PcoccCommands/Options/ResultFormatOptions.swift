internal import ArgumentParser
internal import FileSupport

/// In which form a result is printed, and which parts of it.
struct ResultFormatOptions: ParsableArguments {
  @OptionGroup var json: JSONOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Form of the result: table, json, yaml, csv or value", valueName: "form"),
    completion: .list(ResultFormat.allCases.map(\.rawValue)))
  var format: String?

  @Option(
    name: [.customShort("c"), .customLong("column")], parsing: .singleValue,
    help: ArgumentHelp("Print this column; may be repeated", valueName: "name"))
  var columns: [String] = []

  /// Whether the command line asks for it.
  var isJSON: Bool { (try? chosen) == .json }

  /// What was asked for, else what the user prefers, else a table.
  ///
  /// - Throws: `usage` for another form, with those that there are.
  func resolved(_ preferences: Preferences) throws -> ResultFormat {
    try chosen ?? preferences.format ?? .table
  }

  /// The form that the command line asks for.
  var chosen: ResultFormat? {
    get throws {
      guard let format else { return json.isOn ? .json : nil }
      guard let known = ResultFormat(rawValue: format.lowercased()) else {
        throw PcoccError.unknown("form", format, known: ResultFormat.allCases.map(\.rawValue))
      }
      guard !json.isOn || known == .json else {
        throw PcoccError.usage("--json and -f \(known.rawValue) exclude each other")
      }
      return known
    }
  }
}
