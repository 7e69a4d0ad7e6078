internal import ArgumentParser

/// The group of verbs on whole repositories.
struct RepoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repo",
    abstract: "Look after repositories",
    discussion: """
      A repository is a folder of images, with a name from repos.yaml.

      EXAMPLES
        pcocc image repo list
        pcocc image repo init --shared=group project
        pcocc image repo doctor --write /lustre/images
        pcocc image repo gc global
      """,
    subcommands: [
      RepoListCommand.self, RepoInitCommand.self, RepoUpgradeCommand.self,
      RepoGCCommand.self,
      RepoDoctorCommand.self,
    ])
}
