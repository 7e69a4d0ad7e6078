internal import ArgumentParser
internal import ImageStore

/// `pcocc image list`
struct ListCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the images in repositories",
    usage: "pcocc image list [-R REPO] [-P] [-n] [-o NAMES] [--json] [REGEX]",
    discussion: """
      Prints the highest revision of each image, by repository in order of priority. REGEX is \
      searched anywhere in the name.

      A repository that cannot be read is left out with a warning, unless -R names it.

      EXAMPLES
        pcocc image list
        pcocc image list -R global '^centos'
        pcocc image list -n -o uri,digest

      NOTES
        Columns: name, type, revision, repo, owner, date, uri, digest, description.
      """)

  @Option(
    name: [.customShort("R"), .long],
    help: ArgumentHelp("List this repository only", valueName: "repo"))
  var repo: String?

  @Argument(help: "Regular expression that names must match") var regex: String?
  @OptionGroup var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: ImageRecord.self)
    let repository = try repo.map { try RepositoryName($0) }
    let images = try session.manager().list(repository: repository, matching: regex)
    try session.results.write(
      style.text(images.map(ImageRecord.init)) { record in
        "\(record.repository.prefix(1).uppercased())\(record.repository.dropFirst()) images:"
      })
  }
}
