internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image repo init`
struct RepoInitCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create a configured repository",
    usage: "pcocc image repo init [--json] NAME",
    discussion: """
      The first write creates a missing repository by itself; this command does so at once. The \
      name must be in repos.yaml.

      EXAMPLES
        pcocc image repo init global
      """)

  @Argument(help: "Name of the repository") var name: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let made = try session.manager().initializeRepository(RepositoryName(name))
    if json.isOn { try session.results.write(JSONText.line(RepositoryRecord(made))) }
    session.reporter.note("created repository \(made.name) in \(made.path)")
  }
}
