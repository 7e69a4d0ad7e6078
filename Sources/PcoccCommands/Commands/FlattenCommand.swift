internal import ArgumentParser
internal import ImageStore

/// `pcocc image flatten`
struct FlattenCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "flatten",
    abstract: "Make a new revision with the same disk in one layer",
    usage: """
      pcocc image flatten [-m TEXT] [--progress MODE] [--threads N] [-q]
                          [--json] IMAGE
      """,
    discussion: """
      A disk of many layers takes longer to open and to read, and needs all of their blobs. An \
      image of one layer is left as it is.

      EXAMPLES
        pcocc image flatten user:mycentos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @OptionGroup var message: MessageOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let reference = try ImageReference(image)
    let manager = try session.manager()
    let change = try session.withMonitor(image, work) { monitor in
      try manager.flatten(reference, description: message.message, monitor: monitor)
    }
    try session.report(change, "flattened", json)
  }
}
