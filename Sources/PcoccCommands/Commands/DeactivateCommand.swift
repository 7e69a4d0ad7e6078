internal import ArgumentParser
internal import ImageStore

/// `pcocc image deactivate`
struct DeactivateCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "deactivate",
    abstract: "Give an image's disk to nobody",
    usage: "pcocc image deactivate [--json] IMAGE",
    discussion: """
      The image stays in lists and can be described. It cannot be exported, copied, staged, saved \
      to or booted until "reactivate", except by its owner with --force. Doing it twice is the same \
      as once.

      EXAMPLES
        pcocc image deactivate global:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    try session.report(
      session.manager().deactivate(ImageReference(toWholeImage: image)), "deactivated", json)
  }
}
