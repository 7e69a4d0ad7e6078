internal import ArgumentParser
internal import ImageStore

/// `pcocc image repo list`
struct RepoListCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the configured repositories by priority",
    usage: "pcocc image repo list [--show-origin] [OUTPUT]...",
    discussion: """
      EXAMPLES
        pcocc image repo list
        pcocc image repo list --show-origin
        pcocc image repo list -P -o name,path,version
        pcocc image repo list -o name,writable,sharing

      NOTES
        Columns: name, path, writable, exists, version, sharing, origin.
      """)

  @Flag(help: "Also print the file and line that name each repository") var showOrigin = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let shown = RepositoryRecord.columns.filter(\.isDefault).map(\.name)
    let style = try listing.style(
      for: RepositoryRecord.self,
      standard: showOrigin ? shown + [RepositoryRecord.originColumn] : nil, session.preferences)
    let repositories = try session.manager().repositories()
    try session.list(repositories.map(RepositoryRecord.init), style)
  }
}
