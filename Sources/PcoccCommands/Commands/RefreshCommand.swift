internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image refresh`
struct RefreshCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "refresh",
    abstract: "Read what is known of repositories again",
    usage: "pcocc image refresh [OUTPUT]... [REPO]...",
    discussion: """
      What "list" has read of a repository is kept in a catalog of your own, so that the next list \
      reads one folder and what is new. It is right whatever is added, replaced or removed, and is \
      made anew by itself where it is missing or damaged; "refresh" makes it anew at once.

      Files of repositories are added, replaced and removed, but never written into. What somebody \
      does to one by hand, to its bytes or its mode, is seen after a refresh.

      EXAMPLES
        pcocc image refresh
        pcocc image refresh global

      NOTES
        Columns: repo, status, problem.

      FILES
        ~/.cache/pcocc/catalog    in XDG_CACHE_HOME where that is set
      """)

  @Argument(
    help: ArgumentHelp("Names of repositories; all without one", valueName: "repo"),
    completion: .repository)
  var repositories: [String] = []
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let names = try repositories.map { try RepositoryName($0) }
    let style = try listing.style(for: RefreshRecord.self, session.preferences)
    let results = try session.manager().refresh(names)
    let records = results.map(RefreshRecord.init)
    if style.isAsked {
      try session.list(records, style)
    } else {
      try session.conclude(records.map(\.line).joined())
    }
    if let problem = results.compactMap(\.problem).first {
      throw PcoccError(problem.code, "not all repositories could be refreshed")
    }
  }
}
