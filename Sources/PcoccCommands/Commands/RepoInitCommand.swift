internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image repo init`
struct RepoInitCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create a configured repository",
    usage: "pcocc image repo init [--shared SHARING] [--json] NAME",
    discussion: """
      The first write creates a missing repository by itself; this command does so at once. The \
      name must be in repos.yaml.

      Who may use a repository is settled when it is created, see SHARING. With group and all, \
      files and folders get their modes whatever the umask is, and the group of the repository's \
      folder. That is the group of the folder it lies in where that one has a setgid bit, or that \
      of a folder made for the purpose, else the user's own. Without --shared the setgid bit makes \
      it group, and otherwise it is private.

      The members of the group trust one another: each of them may delete what others made. In \
      .leases of a repository for all, everybody can drop his own leases only.

      SHARING
        private   each writer's umask decides, as for any other file
        group     members of the folder's group read and write, nobody else does
                  anything
        all       the same, and everybody else reads and takes leases

      EXAMPLES
        pcocc image repo init global
        install -d -g vmusers -m 2770 /srv/images
        pcocc image repo init --shared=group project
      """)

  @Option(help: ArgumentHelp("Who may use it", valueName: "sharing")) var shared: Sharing?

  @Argument(help: "Name of the repository", completion: .repository) var name: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let made = try session.manager().initializeRepository(
      RepositoryName(name), sharing: shared)
    if json.isOn { try session.conclude(JSONText.line(RepositoryRecord(made))) }
    let sharing = made.sharing.map { ", sharing is \($0.rawValue)" } ?? ""
    session.reporter.note("created repository \(made.name) in \(made.path)\(sharing)")
  }
}
