internal import ArgumentParser

/// The group of verbs on leases.
struct LeaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lease",
    abstract: "Keep garbage collection off an image while a job uses it",
    usage: """
      pcocc image lease [OPTIONS] IMAGE
      pcocc image lease list [OPTIONS]
      pcocc image lease drop ID...
      """,
    discussion: """
      "lease IMAGE" stands for "lease take IMAGE", whose page tells all about it. On an image whose \
      name is list, drop or take a lease is taken with "lease take list", or as REPO:list.

      EXAMPLES
        pcocc image lease --job centos7
        pcocc image lease list
        pcocc image lease drop 1795000000-6b1f0c2ab94e77d0
      """,
    subcommands: [LeaseTakeCommand.self, LeaseListCommand.self, LeaseDropCommand.self],
    defaultSubcommand: LeaseTakeCommand.self)
}
