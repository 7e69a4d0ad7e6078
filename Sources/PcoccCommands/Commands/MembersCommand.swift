internal import ArgumentParser
internal import ImageStore

/// `pcocc image members`
struct MembersCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "members",
    abstract: "List with whom an image is shared",
    usage: "pcocc image members [OUTPUT]... IMAGE",
    discussion: """
      A member's status is pending, accepted or rejected. That of a group is what you have said \
      yourself where you belong to it: its users answer each for himself.

      EXAMPLES
        pcocc image members global:centos7
        pcocc image members -f value -c member global:centos7

      NOTES
        Columns: member, status, created, updated.
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: MemberRecord.self, session.preferences)
    let members = try session.manager().members(of: ImageReference(toWholeImage: image))
    try session.list(members.map(MemberRecord.init), style)
  }
}
