/// What the program tells of a command in the output of `--experimental-dump-help`.
struct CommandHelp: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String

      /// As it is typed, dashes included.
      var spelling: String { (kind == "long" ? "--" : "-") + name }
    }

    /// `positional`, `option` or `flag`.
    var kind: String
    var abstract: String?
    var names: [Name]?
    var valueName: String?
    /// Of the group that it belongs to, for which a synopsis has one word.
    var sectionTitle: String?
    /// The only values that an option takes.
    var allValues: [String]?
    var defaultValue: String?
    var shouldDisplay: Bool

    /// The names in the order of manuals, short ones first.
    var spellings: [String] {
      (names ?? []).sorted { $0.spelling.count < $1.spelling.count }.map(\.spelling)
    }

    /// What stands for the value, in capitals as in the usage; a choice is spelled as it is typed.
    var placeholder: String {
      let name = valueName ?? ""
      return name.contains("|") ? name : name.uppercased()
    }

    /// What the argument does, in sentences.
    var sentences: [String] {
      // A default that the parser does not know stands at the end of the abstract.
      let told = abstract?.wholeMatch(of: #/(.*) \(default: (.*)\)/#)
      let values = allValues.map { "One of: " + $0.joined(separator: ", ") }
      let standard = (told.map { String($0.2) } ?? defaultValue).map { "Default: " + $0 }
      return [told.map { String($0.1) } ?? abstract, values, standard].compactMap(\.self)
        .map { $0.hasSuffix(".") ? $0 : $0 + "." }
    }
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var arguments: [Argument]?
  var subcommands: [CommandHelp]?
  var shouldDisplay: Bool

  /// The arguments that belong in a manual.
  var manualArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

  var visibleSubcommands: [CommandHelp] {
    (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
  }

  /// The words that call it and each command below it.
  func paths(after words: [String]) -> [[String]] {
    let path = words + [commandName]
    return [path] + visibleSubcommands.flatMap { $0.paths(after: path) }
  }
}

/// The whole output.
struct ProgramHelp: Decodable {
  var command: CommandHelp
}
