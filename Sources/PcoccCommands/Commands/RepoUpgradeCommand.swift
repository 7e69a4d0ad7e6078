internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image repo upgrade`
struct RepoUpgradeCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: "Turn a repository of version 1 into one of version 2",
    usage: "pcocc image repo upgrade [--dry-run] [OUTPUT]... NAME",
    discussion: """
      Repositories that old releases of pcocc made have version 1, which is only read here. The \
      upgrade converts their metadata; images stay where they are, and what was converted is kept \
      in the folder meta.old.

      Images can be read meanwhile. An upgrade that was interrupted is finished by running it \
      again; until then pcocc 0.7.5 may refuse the repository. Metadata that cannot be read stops \
      it before anything is changed.

      EXAMPLES
        pcocc image repo upgrade --dry-run global
        pcocc image repo upgrade global

      NOTES
        Columns: uri, file.
      """)

  @Argument(help: "Name of the repository", completion: .repository) var name: String
  @Flag(help: "Print what would be converted, and change nothing") var dryRun = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: ConvertedRevisionRecord.self, session.preferences)
    let result = try session.manager().upgradeRepository(RepositoryName(name), dryRun: dryRun)
    let record = UpgradeRecord(result, isDryRun: dryRun)
    if style.isWholeJSON {
      try session.conclude(JSONText.line(record), isDryRun: dryRun)
    } else if dryRun || style.isAsked {
      try session.conclude(record.revisions, style, isDryRun: dryRun)
    }
    session.reporter.note(summary(result))
  }

  private func summary(_ result: UpgradeResult) -> String {
    guard result.wasNeeded else {
      return "repository \(result.repository) has version 2 already"
    }
    let revisions = result.revisions.count.counting("revision")
    let upgrade = "upgrade of repository \(result.repository) to version 2"
    return dryRun
      ? "the \(upgrade) would convert \(revisions)"
      : "finished the \(upgrade), \(revisions) converted"
  }
}
