internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image delete`
struct DeleteCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete an image, or one of its revisions",
    usage: "pcocc image delete [--dry-run] [OUTPUT]... IMAGE",
    discussion: """
      With a revision, only that one is deleted, otherwise all revisions of the image. Nothing is \
      asked, because "undelete" brings it back from the trash. Until the trash is emptied no disk \
      space is freed.

      EXAMPLES
        pcocc image delete user:mycentos7@5
        pcocc image delete --dry-run myrepo:centos7-cloud

      NOTES
        Columns: uri, reason.
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @Flag(help: "Print what would be deleted, and delete nothing") var dryRun = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: DeletionRecord.self, session.preferences)
    let asked = try ImageReference(image)
    let deleted = try session.manager().delete(asked, dryRun: dryRun)
    if style.isAsked || dryRun {
      let records = deleted.map { DeletionRecord($0, asked: asked, deleted: !dryRun) }
      try session.conclude(records, style, isDryRun: dryRun)
    }
    guard !dryRun, let first = deleted.first else { return }
    var undo = first
    if deleted.count > 1 { undo.selector = .latest }
    session.reporter.note(
      "deleted \(deleted.summary); \"pcocc image undelete \(undo)\" undoes it")
  }
}
