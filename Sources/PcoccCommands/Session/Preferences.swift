internal import FileSupport

/// What environment variables say where the command line says nothing: one for each option that many
/// verbs have.
struct Preferences: Sendable, Hashable {
  var color: ColorMode?
  var progress: WorkOptions.ProgressMode?
  var threads: Int?
  var format: ResultFormat?
  var isUTC = false
  var isBytes = false
  var level = Reporter.Level.normal

  static let colorVariable = "PCOCC_COLOR"
  static let formatVariable = "PCOCC_FORMAT"

  init() {}

  /// - Throws: `configuration` for a variable with a value that means nothing; an empty one counts as
  ///   unset.
  init(_ variables: [String: String]) throws {
    let variables = variables.filter { $0.key.hasPrefix("PCOCC_") && !$0.value.isEmpty }
    color = try Self.value(of: Self.colorVariable, in: variables)
    progress = try Self.value(of: "PCOCC_PROGRESS", in: variables)
    threads = try Self.threads("PCOCC_THREADS", in: variables)
    format = try Self.value(of: Self.formatVariable, in: variables)
    isUTC = try Self.flag("PCOCC_UTC", in: variables)
    isBytes = try Self.flag("PCOCC_BYTES", in: variables)
    let isQuiet = try Self.flag("PCOCC_QUIET", in: variables)
    let isVerbose = try Self.flag("PCOCC_VERBOSE", in: variables)
    guard !isQuiet || !isVerbose else {
      throw PcoccError(
        .configuration, "PCOCC_QUIET and PCOCC_VERBOSE exclude each other",
        advice: "unset one of them")
    }
    level = isQuiet ? .quiet : isVerbose ? .verbose : .normal
  }

  /// The value of an option, where it is one; for messages before anything is checked.
  static func unchecked<Value: RawRepresentable<String>>(
    _ name: String, in variables: [String: String]
  ) -> Value? {
    variables[name].flatMap { Value(rawValue: $0.lowercased()) }
  }

  private static func value<Value: RawRepresentable<String> & CaseIterable>(
    of name: String, in variables: [String: String]
  ) throws -> Value? {
    guard let text = variables[name] else { return nil }
    guard let value: Value = unchecked(name, in: variables) else {
      throw bad(name, text, expected: Value.allCases.map(\.rawValue))
    }
    return value
  }

  private static func threads(_ name: String, in variables: [String: String]) throws -> Int? {
    guard let text = variables[name] else { return nil }
    guard let count = WorkOptions.threadCount(text) else {
      throw bad(name, text, expected: [WorkOptions.expectedThreads])
    }
    return count
  }

  private static func flag(_ name: String, in variables: [String: String]) throws -> Bool {
    switch variables[name]?.lowercased() {
    case nil, "0", "no", "false": false
    case "1", "yes", "true": true
    case let text?: throw bad(name, text, expected: ["0", "1"])
    }
  }

  private static func bad(_ name: String, _ text: String, expected: [String]) -> PcoccError {
    PcoccError(
      .configuration, "bad value \"\(text)\" of \(name)",
      advice: "expected \(expected.joined(separator: ", "))")
  }
}
