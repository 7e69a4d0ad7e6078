internal import ArgumentParser
internal import ImageStore

/// `pcocc image reactivate`
struct ReactivateCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "reactivate",
    abstract: "Give an image's disk away again",
    usage: "pcocc image reactivate [--json] IMAGE",
    discussion: """
      Undoes "deactivate".

      EXAMPLES
        pcocc image reactivate global:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    try session.report(
      session.manager().reactivate(ImageReference(toWholeImage: image)), "reactivated", json)
  }
}
