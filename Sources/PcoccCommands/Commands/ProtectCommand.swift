internal import ArgumentParser
internal import ImageStore

/// `pcocc image protect`
struct ProtectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "protect",
    abstract: "Let nobody delete an image",
    usage: "pcocc image protect [--json] IMAGE",
    discussion: """
      Neither "delete" nor the rules of "repo gc" take a protected image or any of its revisions \
      away.

      EXAMPLES
        pcocc image protect global:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    var change = AttributesChange()
    change.values = ["protected": "true"]
    try session.report(
      session.manager().update(ImageReference(toWholeImage: image), change), "protected", json)
  }
}
