internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image repair`
struct RepairCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Fetch blobs that are damaged or missing",
    usage: """
      pcocc image repair [--quick] [--from FILE]... [--dry-run]
                         [--progress MODE] [--threads N] [-q] [OUTPUT]...
                         [IMAGE | -R REPO]
      """,
    discussion: """
      Looks for what is wrong as "verify" does, and gives each blob that is damaged or missing its \
      bytes back. They are looked for in the trash and the quarantine of the repository, in all \
      other configured repositories, and in the files that --from names; only the digest decides. \
      A damaged blob is moved to the folder .quarantine of its repository. Nothing is removed.

      With --quick, only blobs that are missing or have a bad format are found. That is enough \
      after "verify --quarantine".

      Prints what was wrong and what became of it. The exit status is 65 where anything is left. \
      Where an image was imported from a file that was converted, importing that file again under \
      any name mends its blob too.

      EXAMPLES
        pcocc image repair --dry-run
        pcocc image repair -R global
        pcocc image repair --from CentOS-7-x86_64-GenericCloud.qcow2 centos7

      NOTES
        Columns: outcome, code, images, detail, path, repo, digest, problem.
      """)

  @Flag(help: "Read no blob as a whole to find what is wrong") var quick = false
  @Option(
    help: ArgumentHelp("File that may have a blob's bytes; may be repeated", valueName: "file"),
    completion: .file())
  var from: [String] = []
  @Flag(help: "Print what would be repaired, and change nothing") var dryRun = false
  @OptionGroup var scope: ScopeOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: RepairRecord.self, session.preferences)
    let request = RepairRequest(
      scope: try scope.scope, digests: quick ? .none : .all, files: from.map { FilePath($0) },
      isDryRun: dryRun)
    let manager = try session.manager()
    let repairs = try session.withMonitor(scope.name, work) { monitor in
      try manager.repair(request, monitor: monitor)
    }
    let left = repairs.filter(\.isLeft)
    let failure = left.isEmpty ? nil : PcoccError.foundWrong(left.map(\.finding), "left")
    if style.isAsked || !repairs.isEmpty {
      let records = repairs.map(RepairRecord.init)
      try session.conclude(records, style, isDryRun: dryRun, failure: failure)
    }
    session.reporter.note(
      repairs.isEmpty
        ? "nothing is wrong"
        : "\(dryRun ? "would repair" : "repaired") \(repairs.count - left.count)"
          + " of \(repairs.count.counting("problem"))")
    if let failure { throw failure }
  }
}

extension Repair {
  fileprivate var isLeft: Bool {
    if case .unrepaired = outcome { return true }
    return false
  }
}
