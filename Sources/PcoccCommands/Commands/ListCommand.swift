internal import ArgumentParser
internal import ImageStore

/// `pcocc image list`
struct ListCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the images in repositories",
    usage: """
      pcocc image list [-R REPO] [FILTER]... [--sort ORDER] [--limit N]
                       [--marker IMAGE] [--all-revisions] [--long] [--refresh]
                       [OUTPUT]... [REGEX]
      """,
    discussion: """
      Prints the highest revision of each image, by repository in order of priority. REGEX is \
      searched anywhere in the name. All filters must be met. Hidden images, those of others that \
      are there for the community, and shared ones that you have not accepted are left out unless \
      a filter asks for them.

      With --limit or --marker, images come in the order of --sort, else the youngest first. The \
      next page begins after the last image of this one: --marker takes its id, and ID@REVISION \
      with --all-revisions. Whatever others add or delete meanwhile, no image is in two pages, and \
      none that was there is missing.

      A repository that cannot be read is left out with a warning, unless -R names it.

      EXAMPLES
        pcocc image list
        pcocc image list -R global '^centos'
        pcocc image list -n -o uri,digest
        pcocc image list --tag gpu --property os_distro=centos -f value -c id
        pcocc image list --created-at gt:2026-01-01T00:00:00Z --sort size:desc
        pcocc image list --limit 20 --marker 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed

      NOTES
        \(names("Columns", AttributesRecord.columns.map(\.name)))

        \(names("Columns of --long", AttributesRecord.longColumns))

        \(names("Keys of an order", SortOrder.Key.allCases.map(\.rawValue)))
      """)

  private static func names(_ title: String, _ names: [String]) -> String {
    "\(title): \(names.joined(separator: ", ")).".foldedForHelp
  }

  @Argument(help: "Regular expression that names must match", completion: .bareImage)
  var regex: String?
  @OptionGroup var query: ImageQueryOptions
  @Flag(help: "Print the columns that clients of clouds show") var long = false
  @Flag(help: "Read everything again, as by \"refresh\"") var refresh = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(
      for: AttributesRecord.self, standard: long ? AttributesRecord.longColumns : nil,
      session.preferences)
    var query = try query.query(matching: regex)
    query.details = details(style)
    query.isRefreshing = refresh
    let images = try session.manager().list(query)
    let isPage = query.order != nil || query.limit != nil || query.marker != nil
    try session.list(
      images.map { AttributesRecord($0) }, style,
      title: isPage || long ? nil : { title(of: $0) })
  }

  private func title(of record: AttributesRecord) -> String {
    "\(record.repository.prefix(1).uppercased())\(record.repository.dropFirst()) images:"
  }

  /// What the columns need.
  private func details(_ style: ListingStyle<AttributesRecord>) -> ImageQuery.Details {
    let isWhole = !style.isSelection && [.json, .yaml].contains(style.format)
    return isWhole
      ? .all : style.columns.reduce(into: []) { $0.insert(AttributesRecord.details(of: $1.name)) }
  }
}
