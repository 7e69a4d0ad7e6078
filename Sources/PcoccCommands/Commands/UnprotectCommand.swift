internal import ArgumentParser
internal import ImageStore

/// `pcocc image unprotect`
struct UnprotectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "unprotect",
    abstract: "Let an image be deleted again",
    usage: "pcocc image unprotect [--json] IMAGE",
    discussion: """
      EXAMPLES
        pcocc image unprotect global:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    var change = AttributesChange()
    change.values = ["protected": "false"]
    try session.report(
      session.manager().update(ImageReference(toWholeImage: image), change), "unprotected", json)
  }
}
