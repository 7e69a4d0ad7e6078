internal import ArgumentParser

/// The group of verbs on an image's tags.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Add and remove an image's tags",
    subcommands: [TagAddCommand.self, TagRemoveCommand.self])
}
