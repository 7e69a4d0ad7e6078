internal import ArgumentParser
internal import ImageStore

/// `pcocc image repo list`
struct RepoListCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the configured repositories by priority",
    usage: "pcocc image repo list [-P] [-n] [-o NAMES] [--json]",
    discussion: """
      EXAMPLES
        pcocc image repo list
        pcocc image repo list -P -o name,path,version
        pcocc image repo list -o name,writable,sharing

      NOTES
        Columns: name, path, writable, exists, version, sharing.
      """)

  @OptionGroup var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: RepositoryRecord.self)
    let repositories = try session.manager().repositories()
    try session.results.write(style.text(repositories.map(RepositoryRecord.init)))
  }
}
