internal import ArgumentParser

/// The group of verbs on what was deleted.
struct TrashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trash",
    abstract: "See and remove what was deleted",
    subcommands: [TrashListCommand.self, TrashEmptyCommand.self])
}
