internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image config check`
struct ConfigCheckCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell what the configuration says, and what is wrong in it",
    usage: "pcocc image config check [OUTPUT]...",
    discussion: """
      Reads all configuration files, and does not stop at the first mistake. Prints what is wrong with \
      file and line, then for each repository, by priority, the file and line that name it, and whether \
      its folder is there, is a repository and can be written. Changes nothing.

      The result is ok, note (worth knowing), warning (works, but perhaps not as meant) or failure: \
      every other verb refuses a file with a mistake, and a repository that is none. The exit status is \
      0 unless there is a failure, then 78.

      EXAMPLES
        pcocc image config check
        pcocc image config check --json
        PCOCC_USER_CONF_DIR=new pcocc image config check

      NOTES
        Columns: result, subject, place, found, repository, file, line, advice.
      """)

  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: ConfigurationFindingRecord.self, session.preferences)
    let findings = try session.environment().checkConfiguration()
    let records = findings.map(ConfigurationFindingRecord.init)
    try session.list(records, style)
    for record in records {
      guard let advice = record.advice else { continue }
      session.reporter.note("\(record.place): \(record.found); \(advice)")
    }
    let count = findings.count { $0.verdict == .failure }
    guard count == 0 else {
      throw PcoccError(
        .configuration, "the configuration has \(count.counting("mistake"))",
        advice: "mend the places that are listed")
    }
  }
}
