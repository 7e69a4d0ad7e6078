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
    var shouldDisplay: Bool
    var isOptional: Bool

    /// The names in the order of manuals, short ones first.
    var spellings: [String] {
      (names ?? []).sorted { $0.spelling.count < $1.spelling.count }.map(\.spelling)
    }
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var arguments: [Argument]?
  var subcommands: [CommandHelp]?
  var shouldDisplay: Bool

  /// The arguments that belong in a manual, without those that every command has.
  var manualArguments: [Argument] {
    (arguments ?? []).filter { argument in
      argument.shouldDisplay && !["help", "version"].contains(argument.valueName)
    }
  }
}

/// The whole output.
struct ProgramHelp: Decodable {
  var command: CommandHelp
}
