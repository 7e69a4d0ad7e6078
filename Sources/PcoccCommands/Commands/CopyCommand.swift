internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image copy`
struct CopyCommand: BackgroundVerb {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Make a new image out of a revision of another",
    usage: """
      pcocc image copy [--force] [--id UUID] [ATTRIBUTE]... [--background]
                       [--progress MODE] [--threads N] [-q] [--json]
                       SOURCE DEST
      """,
    discussion: """
      Makes the first revision of the image DEST out of one revision of SOURCE, with all its layers: \
      0, or where an image of that name was deleted, the number after its last one. DEST must not \
      exist in its repository; a revision in it is ignored. Without a repository, DEST goes to the \
      first one.

      The bytes of layers that come from another repository are compared with their digests first. \
      Layers that the repository of DEST has are shared as they are; "verify" reads them.

      EXAMPLES
        pcocc image copy global:centos7-cloud user:mycentos7
      """)

  @Argument(help: "Image to copy, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var source: String
  @Argument(help: "Image to make, as [REPO:]IMAGE", completion: .newImage) var dest: String
  @OptionGroup var attributes: NewImageOptions
  @OptionGroup var deactivated: DeactivatedOption
  @OptionGroup var background: BackgroundOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let source = try ImageReference(source)
    let destination = try ImageReference(dest)
    let attributes = try attributes.request
    let manager = try session.manager()
    if background.isOn {
      let plan = try manager.planCopy(
        from: source, to: destination, attributes, isForced: deactivated.isForced)
      return try session.start(plan, isJSON: json.isOn)
    }
    let copy = try session.withMonitor(destination.description, work) { monitor in
      try manager.copy(
        from: source, to: destination, attributes: attributes,
        isForced: deactivated.isForced, monitor: monitor)
    }
    if json.isOn { try session.conclude(JSONText.line(ImageRecord(copy))) }
    session.reporter.note("copied \(source) to \(copy.reference)")
  }
}
