internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image repo doctor`
struct RepoDoctorCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell whether a folder is fit to hold a repository",
    usage: "pcocc image repo doctor [--write [--peer]] [OUTPUT]... DIR|NAME",
    discussion: """
      Looks at the file system of a folder, its mount options, room and modes, and changes nothing. \
      With --write it also tries what a repository needs, in a folder .doctor-TOKEN that it removes \
      again: exclusive creation, hard links, renames, bringing files and folders to disk, clocks, \
      ownership, holes, names, locks.

      With --peer it then waits for the same command on another node. The two tell how late one \
      sees what the other made, how far their clocks are apart, and whether of two who take one \
      name exactly one gets it. They meet in the folder .doctor-peer, which the last one removes.

      What contains a slash or is a folder is taken as DIR, all else as the NAME of a configured \
      repository. A folder that is missing yet is judged by the one above it.

      Each check ends in ok, note (worth knowing), warning (works, with a risk or at a loss) or \
      failure (images may be lost or commands fail). The exit status is 0 unless there is a \
      failure, then 78.

      EXAMPLES
        pcocc image repo doctor global
        pcocc image repo doctor --write /lustre/images
        # On two nodes within two minutes:
        pcocc image repo doctor --write --peer /lustre/images

      NOTES
        Columns: check, result, seen, meaning, advice.
      """)

  @Argument(
    help: ArgumentHelp("Folder, or name of a repository", valueName: "DIR|NAME"),
    completion: .directory)
  var place: String
  @Flag(help: "Also try what a repository needs, by files that are removed again")
  var write = false
  @Flag(help: "Also try it together with the same command on another node")
  var peer = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  /// Seconds that another node is waited for.
  private static let patience = 120.0

  func validate() throws {
    if peer && !write { throw ValidationError("--peer makes files and needs --write") }
    if place.isEmpty { throw ValidationError("empty name of a folder") }
  }

  func run(in session: Session) throws {
    let style = try listing.style(for: DoctorFindingRecord.self, session.preferences)
    let doctor = Doctor(
      context: try session.environment().context(warn: session.reporter.warn))
    let folder = try folder(doctor, session)
    let trial: Doctor.Trial =
      peer ? .withPeer(patience: Self.patience) : write ? .alone : .none
    let report = try session.withSignals { monitor in
      try doctor.examine(folder, trial: trial, monitor) { session.reporter.note(text($0, folder)) }
    }
    let record = DoctorRecord(report)
    if style.isWholeJSON {
      try session.results.write(JSONText.line(record))
    } else {
      try session.list(record.findings, style)
      if style.format == .table { try session.results.write(explanations(record)) }
    }
    guard report.isFit else { throw unfit(report) }
  }

  private func folder(_ doctor: Doctor, _ session: Session) throws -> FilePath {
    let path = FilePath(place)
    if place.contains("/") || doctor.isFolder(path) { return path }
    return try session.manager().repositoryPath(RepositoryName(place))
  }

  /// What is not as it should be, in sentences below the table.
  private func explanations(_ record: DoctorRecord) -> String {
    guard listing.columns == nil, !listing.noHeader else { return "" }
    let lines = record.findings.filter { $0.result != "ok" }.map { finding in
      let advice = finding.advice.map { "; \($0)" } ?? ""
      return "\(finding.check): \(finding.meaning)\(advice)".escapingControlCharacters + "\n"
    }
    return lines.isEmpty ? "" : "\n" + lines.joined()
  }

  private func text(_ event: Doctor.Event, _ folder: FilePath) -> String {
    switch event {
    case .waitingForPeer(let seconds):
      "waiting \(Int(seconds)) seconds for \"pcocc image repo doctor --write --peer \(folder)\" on "
        + "another node"
    case .peerFound(let host): "found the same command on \(host)"
    }
  }

  private func unfit(_ report: DoctorReport) -> PcoccError {
    return PcoccError(
      .configuration,
      "is not fit for a repository, \(report.failureCount.counting("check")) failed",
      path: report.path)
  }
}
