internal import ArgumentParser

/// The group of verbs on images staged on a node's disk.
struct StageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stage",
    abstract: "Copy an image to the node's local disk, once for all processes",
    usage: """
      pcocc image stage [OPTIONS] IMAGE [DIR]
      pcocc image stage list [OPTIONS] [DIR]
      pcocc image stage drop [OPTIONS] IMAGE... | --all
      """,
    discussion: """
      "stage IMAGE" stands for "stage get IMAGE", whose page tells all about it. An image whose \
      name is list, drop or get is staged with "stage get list", or as REPO:list.

      EXAMPLES
        qemu-system-x86_64 -drive file=$(pcocc image stage centos7),snapshot=on
        pcocc image stage list
        pcocc image stage drop --all
      """,
    subcommands: [StageGetCommand.self, StageListCommand.self, StageDropCommand.self],
    defaultSubcommand: StageGetCommand.self)
}
