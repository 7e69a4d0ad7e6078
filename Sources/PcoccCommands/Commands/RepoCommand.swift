internal import ArgumentParser

/// The group of verbs on whole repositories.
struct RepoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "Look after repositories",
    subcommands: [
      RepoListCommand.self, RepoInitCommand.self, RepoUpgradeCommand.self,
      RepoGCCommand.self,
      RepoDoctorCommand.self,
    ])
}
