internal import ArgumentParser

/// The group of verbs on an image's tags.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Add and remove an image's tags",
    discussion: """
      Tags are words that lists are filtered by.

      EXAMPLES
        pcocc image tag add centos7 production gpu
        pcocc image list --tag production --tag gpu
        pcocc image tag remove centos7 production
      """,
    subcommands: [TagAddCommand.self, TagRemoveCommand.self])
}
