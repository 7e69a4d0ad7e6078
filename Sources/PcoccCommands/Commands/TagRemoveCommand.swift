internal import ArgumentParser
internal import ImageStore

/// `pcocc image tag remove`
struct TagRemoveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove tags from an image",
    usage: "pcocc image tag remove [--json] IMAGE TAG...",
    discussion: """
      Fails, and removes none, where the image does not have one of them.

      EXAMPLES
        pcocc image tag remove centos7 production
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Argument(help: ArgumentHelp("Tags", valueName: "tag")) var tags: [String]
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    var change = AttributesChange()
    change.removedTags = Set(tags)
    try session.report(
      session.manager().update(ImageReference(toWholeImage: image), change), "untagged", json)
  }
}
