internal import ArgumentParser
internal import ImageStore

/// `pcocc image show`
struct ShowCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Describe an image and all its revisions",
    usage: "pcocc image show [--attributes] [--refresh] [OUTPUT]... IMAGE",
    discussion: """
      With --attributes, -f or -c, prints what the OpenStack Images API tells of an image, by the \
      same names; free properties are called metadata__NAME.

      EXAMPLES
        pcocc image show user:mycentos7
        pcocc image show --attributes mycentos7
        pcocc image show --json mycentos7@2
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @Flag(help: "Print what the image carries, as the Images API names it") var attributes = false
  @Flag(help: "Read everything again for later lists, as by \"refresh\"") var refresh = false
  @OptionGroup(title: "Output") var format: ResultFormatOptions
  @OptionGroup(title: "Output") var display: DisplayOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let reference = try ImageReference(image)
    let manager = try session.manager()
    if refresh {
      try manager.refresh(reference.repository.map { [$0] } ?? []).compactMap(\.problem)
        .forEach(session.reporter.warn)
    }
    let style = try SingleStyle(format, session.preferences)
    let isPlain = format.format == nil && [.table, .json].contains(style.format)
    guard !attributes, isPlain, style.names.isEmpty else {
      let record = AttributesRecord(try manager.get(reference))
      return try session.results.write(style.text(record))
    }
    let record = ImageDetailsRecord(try manager.show(reference))
    try session.results.write(
      style.format == .json
        ? JSONText.line(record)
        : record.text(display.values(session.preferences), on: session.screen))
  }
}
