internal import ArgumentParser
internal import ImageStore

/// `pcocc image tag add`
struct TagAddCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add tags to an image",
    usage: "pcocc image tag add [--json] IMAGE TAG...",
    discussion: """
      A tag is any text of at most 255 characters; an image has at most 128.

      EXAMPLES
        pcocc image tag add centos7 production gpu
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Argument(help: ArgumentHelp("Tags", valueName: "tag")) var tags: [String]
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    var change = AttributesChange()
    change.addedTags = Set(tags)
    try session.report(
      session.manager().update(ImageReference(toWholeImage: image), change), "tagged", json)
  }
}
