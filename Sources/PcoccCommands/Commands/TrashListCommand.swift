internal import ArgumentParser
internal import ImageStore

/// `pcocc image trash list`
struct TrashListCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what the trash holds",
    usage: "pcocc image trash list [-R REPO] [OUTPUT]...",
    discussion: """
      Prints deleted revisions, which "undelete" brings back, and blobs that no image referred to \
      when they were collected. After the time that is shown, "repo gc" removes them.

      EXAMPLES
        pcocc image trash list
        pcocc image trash list -R global --json

      NOTES
        Columns: item, kind, size, moved, until, repository.
      """)

  @Option(
    name: [.customShort("R"), .long],
    help: ArgumentHelp("List this repository only", valueName: "repo"),
    completion: .repository)
  var repo: String?

  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: TrashRecord.self, session.preferences)
    let repository = try repo.map { try RepositoryName($0) }
    let entries = try session.manager().trash(of: repository)
    try session.list(entries.map(TrashRecord.init), style)
  }
}
