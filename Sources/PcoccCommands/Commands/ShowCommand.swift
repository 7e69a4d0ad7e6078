internal import ArgumentParser
internal import ImageStore

/// `pcocc image show`
struct ShowCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Describe an image and all its revisions",
    usage: "pcocc image show [--json] IMAGE",
    discussion: """
      EXAMPLES
        pcocc image show user:mycentos7
        pcocc image show --json mycentos7@2
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]") var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let reference = try ImageReference(image)
    let record = ImageDetailsRecord(try session.manager().show(reference))
    try session.results.write(json.isOn ? JSONText.line(record) : record.text)
  }
}
