internal import ArgumentParser
internal import ImageStore

/// `pcocc image reject`
struct RejectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "reject",
    abstract: "Leave an image out of lists that others share with you",
    usage: "pcocc image reject [--pending] [--json] IMAGE",
    discussion: """
      You can use the image by its name all the same, and accept it later.

      EXAMPLES
        pcocc image reject global:centos7
        pcocc image reject --pending global:centos7
      """)

  @Argument(help: "Image, as [REPO:]IMAGE or by its id", completion: .image) var image: String
  @Flag(help: "Take an answer back instead") var pending = false
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let (manager, reference) = (try session.manager(), try ImageReference(toWholeImage: image))
    if pending {
      try session.report(manager.withdrawAnswer(to: reference), "pending", json)
    } else {
      try session.report(manager.reject(reference), "rejected", json)
    }
  }
}
