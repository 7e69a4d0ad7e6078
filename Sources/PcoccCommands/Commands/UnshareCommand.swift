internal import ArgumentParser
internal import ImageStore

/// `pcocc image unshare`
struct UnshareCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "unshare",
    abstract: "Let users not read an image any more",
    usage: "pcocc image unshare [--json] IMAGE USER...",
    discussion: """
      The image is private when nobody is left with whom it is shared. What somebody has open \
      stays open, and copies that were made stay.

      EXAMPLES
        pcocc image unshare global:centos7 alice group:physics
      """)

  @OptionGroup var operands: MemberOperands
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    try session.report(
      session.manager().unshare(operands.reference, from: operands.users), "unshared", json)
  }
}
