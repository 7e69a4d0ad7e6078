internal import ArgumentParser
internal import ImageStore

/// `pcocc image share`
struct ShareCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "share",
    abstract: "Let single users read an image",
    usage: "pcocc image share [--json] IMAGE USER...",
    discussion: """
      Users, and all users of a group with group:NAME, can read the image's files from then on, \
      nobody else but its owner can. They see it in lists once they accept it, and can use it by \
      its name before that.

      Only the image's owner and the superuser share it. An image that everybody may read cannot \
      be shared: "set --visibility private" comes first. The file system must have access control \
      lists. An image has at most 128 members.

      EXAMPLES
        pcocc image set --visibility private global:centos7
        pcocc image share global:centos7 alice group:physics
      """)

  @OptionGroup var operands: MemberOperands
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    try session.report(
      session.manager().share(operands.reference, with: operands.users), "shared", json)
  }
}
