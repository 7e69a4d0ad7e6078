internal import ArgumentParser
internal import ImageStore

/// `pcocc image accept`
struct AcceptCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "See an image in lists that others share with you",
    usage: "pcocc image accept [--json] IMAGE",
    discussion: """
      You answer for yourself alone, also where the image is shared with a group of yours. \
      "list --member-status pending" shows what waits for an answer.

      EXAMPLES
        pcocc image list --member-status pending
        pcocc image accept global:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    try session.report(
      session.manager().accept(ImageReference(toWholeImage: image)), "accepted", json)
  }
}
