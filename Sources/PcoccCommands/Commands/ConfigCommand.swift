internal import ArgumentParser

/// The group of verbs on the configuration.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Look at the configuration",
    subcommands: [ConfigCheckCommand.self])
}
