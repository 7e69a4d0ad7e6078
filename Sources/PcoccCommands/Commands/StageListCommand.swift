internal import ArgumentParser
internal import ImageStore

/// `pcocc image stage list`
struct StageListCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the images that are staged on this node",
    usage: "pcocc image stage list [--dir DIR] [OUTPUT]... [DIR]",
    discussion: """
      Prints what is in the folder that "stage" would use, used last first.

      EXAMPLES
        pcocc image stage list
        pcocc image stage list -n -o path /local

      NOTES
        Columns: image, form, size, last used, in use, path, digest.
      """)

  @Argument(help: "Folder on a local disk of this node", completion: .directory) var dir: String?
  @OptionGroup var folder: StageFolderOption
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if dir != nil, folder.folder != nil {
      throw ValidationError("DIR and --dir exclude each other")
    }
  }

  func run(in session: Session) throws {
    let style = try listing.style(for: StagedImageRecord.self, session.preferences)
    let place = try folder.place(dir, in: session)
    let images = try session.manager().stagedImages(in: place)
    try session.list(images.map(StagedImageRecord.init), style)
  }
}
