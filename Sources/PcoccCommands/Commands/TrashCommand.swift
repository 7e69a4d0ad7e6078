internal import ArgumentParser

/// The group of verbs on what was deleted.
struct TrashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trash",
    abstract: "See and remove what was deleted",
    discussion: """
      What "delete" takes away stays in the trash of its repository for a week, unless "repo gc" or \
      "trash empty" is told otherwise, and "undelete" brings it back.

      EXAMPLES
        pcocc image trash list
        pcocc image undelete global:centos7@3
        pcocc image trash empty --older-than 2d global
      """,
    subcommands: [TrashListCommand.self, TrashEmptyCommand.self])
}
