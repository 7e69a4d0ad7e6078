internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image trash empty`
struct TrashEmptyCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "empty",
    abstract: "Remove for good what was deleted",
    usage: """
      pcocc image trash empty [--older-than AGE] [--yes] [--dry-run]
                              [--progress MODE] [--threads N] [-q] [OUTPUT]...
                              [REPO]...
      pcocc image trash empty --now [--yes] [--dry-run] [OUTPUT]... [REPO]...
      """,
    discussion: """
      What is removed cannot be brought back, so it asks. Blobs that an image refers to again are \
      brought back instead. Without --older-than, what was moved to the trash less than an hour ago \
      stays, because on a network file system the last image that refers to it may not be seen yet; \
      --now removes that too, in a repository that nobody else uses at the moment. Ten minutes are \
      added to each age, for clocks that differ.

      Blobs of deleted images are not in the trash before "repo gc" has moved them there.

      EXAMPLES
        pcocc image trash empty --dry-run
        pcocc image trash empty --older-than 2d global

      NOTES
        Columns: outcome, kind, size, reason, item.
      """)

  @OptionGroup var operands: RepositoryOperands

  @Option(
    help: ArgumentHelp("Remove what has been there for this long, at least 1h", valueName: "age"),
    transform: Age.init(checking:))
  var olderThan: Age?

  @Flag(help: "Remove everything, in a repository that nobody else uses")
  var now = false

  @Flag(help: "Print what would be done, and do nothing")
  var dryRun = false

  @OptionGroup var confirmation: ConfirmationOption
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if now, olderThan != nil { throw ValidationError("--now and --older-than exclude each other") }
    if let olderThan, olderThan.seconds < CollectionPolicy.shortestRetention {
      throw ValidationError("--older-than takes 1h or more, --now takes everything")
    }
  }

  func run(in session: Session) throws {
    let age = olderThan?.seconds ?? CollectionPolicy.shortestRetention
    let policy = now ? CollectionPolicy.quiet : .emptying(after: age)
    let style = try listing.style(for: CollectionItemRecord.self, session.preferences)
    let manager = try session.manager()
    let empty = { (operands: RepositoryOperands, dryRun: Bool) in
      try session.withMonitor("emptying", work) { monitor in
        try operands.map(manager, session.reporter) {
          try manager.emptyTrash(of: $0, policy: policy, dryRun: dryRun, monitor: monitor)
        }
      }
    }
    var (collections, failure) = try empty(operands, dryRun || !confirmation.yes)
    if !dryRun, !confirmation.yes {
      let full = collections.filter { !($0.items(.removed) + $0.items(.restored)).isEmpty }
      if let question = Self.question(full) {
        try confirmation.require("emptying the trash", question, in: session)
        var agreed = operands
        agreed.repositories = full.map(\.repository.description)
        collections = try empty(agreed, false).results
      }
    }
    try session.report(collections, policy, isDryRun: dryRun, style, failure: failure)
  }

  /// nil where there is nothing to ask about.
  private static func question(_ full: [CollectionResult]) -> String? {
    guard !full.isEmpty else { return nil }
    let count = full.reduce(0) { $0 + $1.items(.removed).count }
    let bytes = full.reduce(0) { $0.addingClamping($1.freed) }
    let names = full.map(\.repository.description).joined(separator: ", ")
    return "Remove \(count.counting("item")) (\(ByteCount.text(bytes))) in the trash of \(names)"
      + " for good?"
  }
}
