internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image resize`
struct ResizeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "resize",
    abstract: "Make a new revision with a disk of another size",
    usage: """
      pcocc image resize [--shrink] [-m TEXT] [--progress MODE] [--threads N]
                         [-q] [--json] IMAGE [+]SIZE
      """,
    discussion: """
      The new revision has an empty layer on top of those of IMAGE, so that no data is copied. SIZE \
      is in \(ByteSize.help); +SIZE makes the disk larger by so much. The partitions and file \
      systems inside are left to the guest.

      EXAMPLES
        pcocc image resize user:mycentos7 20G
        pcocc image resize mycentos7 +512M
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @Argument(help: ArgumentHelp("New size of the disk", valueName: "size")) var size: String
  @Flag(help: "Cut off the end of the disk where it is all zeros") var shrink = false
  @OptionGroup var message: MessageOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  private var change: DiskSizeChange {
    get throws {
      let isRelative = size.hasPrefix("+")
      let bytes = try ByteSize(checking: String(size.dropFirst(isRelative ? 1 : 0))).bytes
      guard bytes > 0 else {
        throw ValidationError("\"\(size)\" is not a size, expected \(ByteSize.help)")
      }
      return isRelative ? .larger(by: bytes) : .exactly(bytes)
    }
  }

  func validate() throws { _ = try change }

  func run(in session: Session) throws {
    let reference = try ImageReference(image)
    let manager = try session.manager()
    let result = try session.withMonitor(image, work) { monitor in
      try manager.resize(
        reference, to: change, canShrink: shrink, description: message.message, monitor: monitor)
    }
    try session.report(result, "resized", json)
  }
}
