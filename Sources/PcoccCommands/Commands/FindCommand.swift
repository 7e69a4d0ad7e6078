internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image find`
struct FindCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find the one image of a name",
    usage: "pcocc image find [OUTPUT]... NAME",
    discussion: """
      Prints the image as REPO:IMAGE. It is an error where no image has the name, and where images \
      of several repositories have it: nothing is chosen. Hidden images are found too.

      EXAMPLES
        disk=$(pcocc image path $(pcocc image find centos7))
        pcocc image find -f value -c id centos7
      """)

  @Argument(help: "Name of the image, without a repository", completion: .bareImage)
  var name: String
  @OptionGroup(title: "Output") var format: ResultFormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let name = try ImageName(name)
    let manager = try session.manager()
    guard let image = try manager.find(name: name) else {
      throw manager.imageNotFound(ImageReference(repository: nil, image: name))
    }
    let style = try SingleStyle(format, session.preferences)
    let isPlain = style.format == .table && style.names.isEmpty
    try session.results.write(
      isPlain
        ? "\(image.revision.latest)\n" : style.text(AttributesRecord(image)))
  }
}
