internal import ArgumentParser
internal import ImageStore

/// `pcocc image rename`
struct RenameCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Give an image another name in its repository",
    usage: "pcocc image rename [--json] IMAGE NAME",
    discussion: """
      The image keeps its id and all that it carries, and its revisions keep their numbers, unless \
      the new name had revisions before: numbers do not come back, so the next higher ones follow \
      them then. No data is copied. Where it is cut short, the image has both names; the same \
      command ends it.

      EXAMPLES
        pcocc image rename user:centos7 centos7-old
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Argument(help: "New name") var name: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let manager = try session.manager()
    var source = try ImageReference(toWholeImage: image)
    let new = try ImageReference(toWholeImage: name)
    if let repository = new.repository {
      guard source.repository ?? repository == repository else {
        throw PcoccError(
          .usage, "a renamed image stays in its repository",
          advice: "\"pcocc image copy\" and then \"delete\" moves it to another one")
      }
      source.repository = repository
    }
    let renamed = try manager.rename(source, to: new.image)
    if json.isOn { try session.conclude(JSONText.line(ImageRecord(renamed))) }
    session.reporter.note("renamed \(image) to \(renamed.reference)")
  }
}
