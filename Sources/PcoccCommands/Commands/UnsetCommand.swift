internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image unset`
struct UnsetCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "unset",
    abstract: "Take away what an image carries",
    usage: """
      pcocc image unset [--tag TAG]... [--property KEY]... [--json] IMAGE
                        [KEY]...
      """,
    discussion: """
      A property goes; an attribute gets back the value it has where nobody has set it. All \
      changes are made, or none.

      EXAMPLES
        pcocc image unset centos7 os_version min_disk
        pcocc image unset --tag production centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Argument(help: ArgumentHelp("Attributes and properties", valueName: "key"))
  var keys: [String] = []
  @Option(
    name: .customLong("tag"), parsing: .singleValue,
    help: ArgumentHelp("Remove a tag; may be repeated", valueName: "tag"))
  var tags: [String] = []
  @Option(
    name: .customLong("property"), parsing: .singleValue,
    help: ArgumentHelp("Remove a property; may be repeated", valueName: "key"))
  var properties: [String] = []
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    var change = AttributesChange()
    change.unset = Set(keys + properties)
    change.removedTags = Set(tags)
    guard !change.isEmpty else {
      throw PcoccError.usage("nothing to unset", advice: "give a KEY or an option")
    }
    try session.report(
      session.manager().update(ImageReference(toWholeImage: image), change), "changed", json)
  }
}
