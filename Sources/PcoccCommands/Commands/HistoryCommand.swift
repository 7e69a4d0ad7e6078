internal import ArgumentParser
internal import ImageStore

/// `pcocc image history`
struct HistoryCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Tell how an image came to be, revision by revision",
    usage: "pcocc image history [OUTPUT]... IMAGE",
    discussion: """
      Prints the newest revision first. ADDED is what a revision takes up in the repository besides \
      the blobs of those before it; MESSAGE is the text that was given with -m. With a revision \
      in IMAGE, the history ends there.

      EXAMPLES
        pcocc image history user:mycentos7

      NOTES
        Columns: revision, added, disk, layers, owner, date, message, uri, digest.
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: HistoryRecord.self, session.preferences)
    let history = try session.manager().history(of: ImageReference(image))
    try session.list(history.map(HistoryRecord.init), style)
  }
}
