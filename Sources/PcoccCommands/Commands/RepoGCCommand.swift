internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image repo gc`
struct RepoGCCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Free the space that no image needs any more",
    usage: """
      pcocc image repo gc [--dry-run] [--keep-last N] [--older-than AGE]
                          [--grace AGE] [--retention AGE] [--progress MODE]
                          [--threads N] [-q] [OUTPUT]... [REPO]...
      pcocc image repo gc --now [--yes] [--dry-run] [OUTPUT]... [REPO]...
      """,
    discussion: """
      Blobs that no image and no lease refers to are moved to the trash if they were made more \
      than a day ago, however recently their image was deleted, and removed from there a week \
      later. What interrupted work has left behind is removed after a day. Ten minutes are added \
      to each age, for clocks that differ. Images can be imported, saved, deleted and collected at \
      the same time, on any node. Metadata that cannot be read stops the collection before \
      anything is taken away, and attributes that cannot be read spare the revisions of their \
      image. A repository of version 1 is upgraded first.

      --keep-last and --older-than delete revisions before that; with both, a revision has to be \
      given up by each. The newest revision of an image is never deleted, nor one that is \
      protected or leased. What was deleted can be brought back by "undelete" while the trash keeps \
      it.

      --now waits for nothing. It is for a repository that nobody else uses at the moment, and what \
      it removes cannot be brought back, so it asks.

      EXAMPLES
        pcocc image repo gc
        pcocc image repo gc --dry-run global
        pcocc image repo gc --keep-last 5 --older-than 90d global

      NOTES
        Columns: outcome, kind, size, reason, item.
      """)

  @OptionGroup var operands: RepositoryOperands

  @Flag(help: "Print what would be done, and do nothing")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Delete all but the newest revisions of each image", valueName: "n"),
    transform: Int.count)
  var keepLast: Int?

  @Option(
    help: ArgumentHelp("Delete revisions older than this: \(Age.help)", valueName: "age"),
    transform: Age.init(checking:))
  var olderThan: Age?

  @Option(
    help: ArgumentHelp(
      "Leave alone what is younger, at least 1h (default: \(Self.text(\.grace)))",
      valueName: "age"),
    transform: Age.init(checking:))
  var grace: Age?

  @Option(
    help: ArgumentHelp(
      "Keep in the trash for this long, at least 1h (default: \(Self.text(\.retention)))",
      valueName: "age"),
    transform: Age.init(checking:))
  var retention: Age?

  @Flag(help: "Wait for nothing, in a repository that nobody else uses")
  var now = false

  @OptionGroup var confirmation: ConfirmationOption
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var verbosity: VerbosityOptions

  /// An age of the policy where no option says another.
  private static func text(_ age: KeyPath<CollectionPolicy, Int>) -> String {
    Age(seconds: CollectionPolicy()[keyPath: age]).text
  }

  func validate() throws {
    if let keepLast, keepLast < 1 { throw ValidationError("--keep-last takes 1 or more") }
    if !now, let grace, grace.seconds < CollectionPolicy.shortestGrace {
      throw ValidationError("--grace takes 1h or more, unless --now is given")
    }
    if !now, let retention, retention.seconds < CollectionPolicy.shortestRetention {
      throw ValidationError("--retention takes 1h or more, unless --now is given")
    }
  }

  private var policy: CollectionPolicy {
    var policy = now ? CollectionPolicy.quiet : CollectionPolicy()
    if let grace { policy.grace = grace.seconds }
    if let retention { policy.retention = retention.seconds }
    if keepLast != nil || olderThan != nil {
      policy.revisions = RevisionRetention(keepLast: keepLast, age: olderThan?.seconds)
    }
    return policy
  }

  func run(in session: Session) throws {
    let policy = policy
    if now, !dryRun {
      try confirmation.require(
        "collecting at once",
        "Remove for good what no image refers to, while nobody else uses the repository?",
        in: session)
    }
    let style = try listing.style(for: CollectionItemRecord.self, session.preferences)
    let manager = try session.manager()
    let (collections, failure) = try session.withMonitor("collecting", work) { monitor in
      try operands.map(manager, session.reporter) {
        try manager.collectGarbage(in: $0, policy: policy, dryRun: dryRun, monitor: monitor)
      }
    }
    try session.report(collections, policy, isDryRun: dryRun, style, failure: failure)
  }
}
