internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image set`
struct SetCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change what an image carries besides its disk",
    usage: """
      pcocc image set [--name NAME] [ATTRIBUTE]... [--json]
                      IMAGE [KEY=VALUE]...
      """,
    discussion: """
      Attributes belong to the image, not to one of its revisions, and have the names that the \
      OpenStack Images API gives them. KEY is one of \(AttributesChange.settable), or the name of \
      a property, which may be anything else; what is nearly an attribute's name is refused unless \
      it comes as --property. All changes are made, or none; \
      a new name comes after the others.

      Of several who change one image at once, nobody undoes what another one has changed.

      Visibility is kept by the modes of the image's files: private lets its owner alone read them, \
      and forgets with whom it was shared; public and community let everybody whom the repository \
      lets in, community is left out of lists that do not ask for it; shared lets in whom "share" \
      names. Only the owner and the superuser change owner and visibility.

      EXAMPLES
        pcocc image set centos7 min_disk=10 os_distro=centos os_version=7
        pcocc image set --protected --tag production global:centos7
        pcocc image set --name centos7-old user:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Argument(help: ArgumentHelp("Attributes and properties", valueName: "key=value"))
  var assignments: [String] = []

  @Option(help: ArgumentHelp("New name of the image", valueName: "name")) var name: String?
  @OptionGroup(title: "Attribute") var attributes: AttributeOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let change = try attributes.change(assignments)
    let newName = try name.map { try ImageName($0) }
    guard newName != nil || !change.isEmpty else {
      throw PcoccError.usage("nothing to set", advice: "give KEY=VALUE or an option")
    }
    let manager = try session.manager()
    var reference = try ImageReference(toWholeImage: image)
    var summary: ImageSummary?
    if !change.isEmpty { summary = try manager.update(reference, change) }
    if let newName {
      do {
        reference = try manager.rename(reference, to: newName).latest
      } catch var error as PcoccError where summary != nil {
        error.message = "all but the name has been changed: \(error.message)"
        throw error
      }
      summary = try manager.get(reference)
    }
    try summary.map { try session.report($0, "changed", json) }
  }
}
