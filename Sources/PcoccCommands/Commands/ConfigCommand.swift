internal import ArgumentParser

/// The group of verbs on the configuration.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Look at the configuration",
    discussion: """
      EXAMPLES
        pcocc image config check
      """,
    subcommands: [ConfigCheckCommand.self])
}
