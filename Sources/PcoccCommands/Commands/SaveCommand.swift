internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image save`
struct SaveCommand: BackgroundVerb {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: "Make a new revision out of a changed disk",
    usage: """
      pcocc image save [-t FORMAT [--force]] [--allow-extents]
                       [--base REVISION] [--full] [--max-layers N]
                       [--allow-empty] [-d DEST [--id UUID]] [ATTRIBUTE]...
                       [-m TEXT] [--background] [--progress MODE]
                       [--threads N] [-q] [--json] FILE IMAGE
      """,
    discussion: """
      Reads FILE, a disk image in any format or - for standard input, and makes a new revision of \
      IMAGE. Only what differs from the newest revision, or the one that --base names, is stored, \
      as a layer on top of it. Where nothing differs no revision is made.

      FILE may be an overlay on a blob of IMAGE's repository, as qemu-img makes it and a virtual \
      machine changes it, or on a staged copy of one of its revisions. Then the new layer goes on \
      top of that blob, and only what FILE holds is read. Any other backing file is refused.

      The layers below are not read again as a whole; "verify" does that.

      EXAMPLES
        qemu-img create -f qcow2 -F qcow2 -b $(pcocc image path centos7) disk.qcow2
        qemu-system-x86_64 -drive file=disk.qcow2
        pcocc image save -m 'compilers installed' disk.qcow2 centos7

        pcocc image save --base 3 disk.raw user:centos7
        pcocc image save -d user:mycentos7 disk.qcow2 global:centos7
      """)

  @Argument(help: "File to read; - for standard input", completion: .file()) var file: String
  @Argument(help: "Image to make a revision of, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String

  @OptionGroup var format: SourceFormatOptions
  @Flag(help: "Take a vmdk of several files, which lie in the folder of the one named")
  var allowExtents = false

  @Option(
    help: ArgumentHelp("Compare with this revision", valueName: "revision"), transform: Int.count)
  var base: Int?
  @Flag(help: "Store the whole disk in one layer") var full = false
  @Option(
    help: ArgumentHelp("Store the whole disk where there would be more layers", valueName: "n"))
  var maxLayers = SaveRequest.defaultMaximumLayers
  @Flag(help: "Make a revision even where nothing has changed") var allowEmpty = false
  @Option(
    name: [.customShort("d"), .long],
    help: ArgumentHelp("Make a new image instead, as [REPO:]IMAGE", valueName: "dest"),
    completion: .newImage)
  var dest: String?

  @OptionGroup var attributes: NewImageOptions
  @OptionGroup var message: MessageOption
  @OptionGroup var background: BackgroundOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard maxLayers > 0 else { throw ValidationError("--max-layers needs a number from 1") }
  }

  func run(in session: Session) throws {
    let operand = try FileOperand(file, declared: format.declared, stream: .standardInput)
    var request = SaveRequest(
      source: DiskSource(
        operand.endpoint, format: operand.format, force: format.force,
        allowsExtents: allowExtents),
      image: try baseReference, destination: try dest.map { try ImageReference($0) })
    request.isFull = full
    request.maximumLayers = maxLayers
    request.allowsEmpty = allowEmpty
    request.description = message.message
    request.attributes = try attributes.request
    guard dest != nil || attributes.id == nil else {
      throw PcoccError.usage(
        "--id is for a new image", advice: "an image keeps its id; -d makes a new one")
    }
    let manager = try session.manager()
    if background.isOn { return try session.start(try manager.plan(request), isJSON: json.isOn) }
    let change = try session.withMonitor(operand.path.string, work) { monitor in
      try manager.save(request, monitor: monitor)
    }
    try session.report(change, "saved", json)
  }

  private var baseReference: ImageReference {
    get throws {
      var reference = try ImageReference(image)
      guard let base else { return reference }
      guard reference.selector == .latest else {
        throw PcoccError.usage("--base contradicts \"\(image)\"", advice: "name the base once")
      }
      guard let revision = Revision(base) else {
        throw PcoccError.usage("\"\(base)\" is not a revision", advice: "revisions begin at 0")
      }
      reference.selector = .revision(revision)
      return reference
    }
  }
}
