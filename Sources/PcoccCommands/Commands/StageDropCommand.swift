internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image stage drop`
struct StageDropCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "Remove images from the node's local disk",
    usage: """
      pcocc image stage drop [--dir DIR] [--dry-run] [OUTPUT]...
                             (IMAGE... | --all)
      """,
    discussion: """
      Without a revision, all revisions of the image that are staged are dropped. What a process \
      of this node has open is kept, and the exit status is 75 then. Images in repositories stay \
      as they are.

      EXAMPLES
        pcocc image stage drop centos7@3
        pcocc image stage drop --all --dry-run

      NOTES
        Columns: image, size, reason, path.
      """)

  @Argument(
    help: ArgumentHelp("Images, as [REPO:]IMAGE[@REVISION]", valueName: "image"),
    completion: .revision)
  var images: [String] = []
  @Flag(help: "Drop all images") var all = false
  @OptionGroup var folder: StageFolderOption
  @Flag(help: "Print what would be dropped, and drop nothing") var dryRun = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if images.isEmpty != all { throw ValidationError("Expected either IMAGE or --all") }
  }

  func run(in session: Session) throws {
    let style = try listing.style(for: StageDropRecord.self, session.preferences)
    let place = try folder.place(in: session)
    let references = try images.uniqued.map { try ImageReference($0) }
    let manager = try session.manager()
    let asked = all ? [nil] : references.map(Optional.some)
    var failures = Failures()
    let drops = try asked.flatMap { image in
      try failures.collect { try manager.dropStaged(image, in: place, dryRun: dryRun) } ?? []
    }
    failures.warn(session.reporter)
    let kept = dryRun ? [] : drops.filter(\.outcome.isRefusal)
    for drop in kept {
      session.reporter.warn(PcoccError(.busy, drop.outcome.reason, path: drop.image.path))
    }
    let failure = failures.first ?? Self.refusal(of: kept.count, among: drops.count)
    if style.isAsked || dryRun {
      let records = drops.map { StageDropRecord($0, dryRun: dryRun) }
      try session.conclude(records, style, isDryRun: dryRun, failure: failure)
    }
    if !dryRun {
      let dropped = drops.count { $0.outcome == .dropped }
      session.reporter.note("dropped \(dropped) of \(drops.count.counting("staged image"))")
    }
    if let failure { throw failure }
  }

  private static func refusal(of count: Int, among all: Int) -> PcoccError? {
    guard count > 0 else { return nil }
    return PcoccError(
      .busy, "\(count) of \(all.counting("staged image")) kept", advice: "try again later")
  }
}
