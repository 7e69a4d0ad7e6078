internal import ArgumentParser

/// The names of the commands that arguments lead through, as in `pcocc image import`.
enum CommandPath {
  static func words(of arguments: [String]) -> [String] {
    var command: any ParsableCommand.Type = PcoccCommand.self
    var words = [PcoccCommand.name]
    for argument in arguments where !argument.hasPrefix("-") {
      let subcommands = command.configuration.subcommands
      guard let next = subcommands.first(where: { $0.name == argument }) else { break }
      command = next
      words.append(argument)
    }
    return words
  }
}

extension ParsableCommand {
  fileprivate static var name: String { configuration.commandName ?? "" }
}
