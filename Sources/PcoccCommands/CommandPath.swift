internal import ArgumentParser

/// The commands that arguments lead through, as in `pcocc image import`.
struct CommandPath {
  /// The names of the commands.
  private(set) var words = [PcoccCommand.name]
  /// The word after them, where it should name a verb and does not.
  private(set) var unknownVerb: String?
  /// The names of the verbs that there are instead.
  private(set) var knownVerbs: [String] = []
  /// Whether the form of the result can be chosen.
  private(set) var isListing = false

  init(_ arguments: [String]) {
    var command: any ParsableCommand.Type = PcoccCommand.self
    var isValue = false
    for argument in arguments.prefix(while: { $0 != "--" }) {
      defer { isValue = argument == VerbosityOptions.colorName }
      guard !isValue, !argument.hasPrefix("-") else { continue }
      let subcommands = command.configuration.subcommands
      guard let next = subcommands.first(where: { $0.name == argument }) else {
        if !subcommands.isEmpty, command.configuration.defaultSubcommand == nil {
          unknownVerb = argument
          knownVerbs = subcommands.map { $0.name }
        }
        return
      }
      command = next
      isListing = next is any ListingVerb.Type
      words.append(argument)
    }
  }
}

extension ParsableCommand {
  fileprivate static var name: String { configuration.commandName ?? "" }
}
