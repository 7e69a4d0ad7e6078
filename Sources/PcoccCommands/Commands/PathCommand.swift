internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image path`
struct PathCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Print the path of an image's top layer",
    usage: "pcocc image path [--json] IMAGE",
    discussion: """
      The file is a qcow2 image that QEMU can boot where it lies. It must never be written to: \
      start QEMU with snapshot=on, or put an overlay of your own on top of it.

      EXAMPLES
        qemu-system-x86_64 -drive file=$(pcocc image path centos7),snapshot=on
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]") var image: String
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let path = try session.manager().path(of: ImageReference(image)).string
    // Exactly the path's own bytes: what is printed here is opened by somebody else.
    try session.results.write(json.isOn ? JSONText.line(["path": path]) : path + "\n")
  }
}
