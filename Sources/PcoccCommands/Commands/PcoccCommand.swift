internal import ArgumentParser

/// The root, so that the command line is that of pcocc.
struct PcoccCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pcocc",
    abstract: "Manage disk images of virtual machines in repositories",
    version: "0.1.0",
    subcommands: [ImageCommand.self])

  @OptionGroup var verbosity: VerbosityOptions
}
