internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image undelete`
struct UndeleteCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "undelete",
    abstract: "Bring back a deleted image",
    usage: "pcocc image undelete [--json] IMAGE",
    discussion: """
      Without a revision, brings back what the last deletion of the image took away. Deleted \
      images are kept in the repository until its trash is emptied.

      EXAMPLES
        pcocc image undelete user:mycentos7@5
        pcocc image undelete myrepo:centos7-cloud
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .deletedRevision)
  var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let restored = try session.manager().undelete(ImageReference(image))
    if json.isOn {
      try session.conclude(JSONText.line(restored.map(RestorationRecord.init)))
    }
    session.reporter.note("restored \(restored.summary)")
  }
}
