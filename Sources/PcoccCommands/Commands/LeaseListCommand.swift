internal import ArgumentParser
internal import ImageStore

/// `pcocc image lease list`
struct LeaseListCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the leases that have not ended",
    usage: "pcocc image lease list [-R REPO] [OUTPUT]...",
    discussion: """
      Prints leases by repository in order of priority, those that end first at the top.

      EXAMPLES
        pcocc image lease list
        pcocc image lease list -n -o id -R global

      NOTES
        Columns: image, owner, host, job, until, id, created.
      """)

  @Option(
    name: [.customShort("R"), .long],
    help: ArgumentHelp("List this repository only", valueName: "repo"),
    completion: .repository)
  var repo: String?

  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: LeaseRecord.self, session.preferences)
    let repository = try repo.map { try RepositoryName($0) }
    let leases = try session.manager().leases(in: repository)
    try session.list(leases.map(LeaseRecord.init), style)
  }
}
