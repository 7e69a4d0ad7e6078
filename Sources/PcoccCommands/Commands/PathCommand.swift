internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image path`
struct PathCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Print the path of an image's top layer",
    usage: """
      pcocc image path [--lease [--until TIME | --job]] [--force] [--json]
                       IMAGE
      """,
    discussion: """
      The file is a qcow2 image that QEMU can boot where it lies. It must never be written to: \
      start QEMU with snapshot=on, or put an overlay of your own on top of it.

      With --lease the image's blobs are kept from garbage collection while they are used, as by \
      "lease".

      EXAMPLES
        qemu-system-x86_64 -drive file=$(pcocc image path centos7),snapshot=on
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @OptionGroup var deactivated: DeactivatedOption
  @OptionGroup var lease: LeaseOption
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let manager = try session.manager()
    let (path, taken) = try manager.path(
      of: ImageReference(image), leaseFor: lease.term(in: session),
      isForced: deactivated.isForced)
    // Exactly the path's own bytes: what is printed here is opened by somebody else.
    try session.conclude(
      taken, json.isOn ? JSONText.line(PathRecord(path, lease: taken)) : path.string + "\n", manager
    )
  }
}
