internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image stage`
struct StageGetCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Stage an image and print the path of its copy",
    usage: """
      pcocc image stage [get] [-t qcow2|raw | --layers] [--dir DIR]
                        [--limit SIZE] [--wait SECS]
                        [--lease [--until TIME | --job]] [--force]
                        [--progress MODE] [--threads N] [-q] [--json]
                        IMAGE [DIR]
      """,
    discussion: """
      Copies a revision to a folder on a disk of this node, unless it is there already, and prints \
      the path of the file. Any number of processes may ask for it at once: one of them copies, \
      the others wait and get the same path. If the one that copies is killed, another goes on.

      The copy is one qcow2 file that needs no other, with -t raw the bytes of the disk, and with \
      --layers the blobs of the repository under the names by which they refer to each other. \
      Every blob is checked against its digest. The same content is staged once, whatever names \
      it has. The file must never be written to: start QEMU with snapshot=on, or put an overlay of \
      your own on top of it.

      Where all that is staged takes more than the limit, what was used least recently is dropped \
      first, never a file that a process has open. Where that is not enough, the image is staged all \
      the same, with a warning. Where the limit has no room for the images of all jobs on the node, \
      a shell keeps its own by opening it: exec 3< "$disk".

      The folder is the first that is given: DIR or --dir, PCOCC_STAGE_DIR, cache.path in \
      repos.yaml, TMPDIR, /tmp. Where others may write to it, and always in the last two, a folder \
      pcocc-stage-UID in it is used, which is the user's alone. Locks have to work there, so it \
      should not be on a network.

      EXAMPLES
        disk=$(pcocc image stage centos7)
        qemu-system-x86_64 -drive file=$disk,snapshot=on
        pcocc image stage -t raw --limit 200G global:centos7@3 /local
        pcocc image stage --wait=600 --lease --job centos7@sha256:1f0c2ab94e77

      ENVIRONMENT
        PCOCC_STAGE_DIR      folder, where neither DIR nor --dir is given
        PCOCC_STAGE_LIMIT    limit, where --limit is not given
        TMPDIR               folder, where nothing else tells
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @Argument(help: "Folder on a local disk of this node", completion: .directory) var dir: String?

  @Option(
    name: [.customShort("t"), .customLong("format")],
    help: ArgumentHelp("Format of the copy: qcow2 or raw (default: qcow2)", valueName: "qcow2|raw"),
    completion: .list(["qcow2", "raw"]),
    transform: { text in
      switch text.lowercased() {
      case "qcow2": return .qcow2
      case "raw": return .raw
      default: throw ValidationError("expected qcow2 or raw")
      }
    })
  var format: StageForm?

  @Flag(help: "Copy the layers as they are in the repository") var layers = false
  @OptionGroup var folder: StageFolderOption
  @OptionGroup var limit: StageLimitOption

  @Option(
    help: ArgumentHelp(
      "How long to wait for another process that stages the same, in seconds (default: for ever)",
      valueName: "secs"), transform: Int.count)
  var wait: Int?

  @OptionGroup var deactivated: DeactivatedOption
  @OptionGroup var lease: LeaseOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if dir != nil, folder.folder != nil {
      throw ValidationError("DIR and --dir exclude each other")
    }
    if layers, format == .raw { throw ValidationError("--layers and -t raw exclude each other") }
  }

  func run(in session: Session) throws {
    var request = StageRequest(
      image: try ImageReference(image), place: try folder.place(dir, isMade: true, in: session),
      form: layers ? .layers : format ?? .qcow2, limit: try limit.bytes(in: session),
      patience: wait.map { .seconds($0) }, lease: try lease.term(in: session))
    request.isForced = deactivated.isForced
    let manager = try session.manager()
    let result = try session.withMonitor(image, work) { monitor in
      try manager.stage(request, monitor: monitor)
    }
    // Exactly the path's own bytes: what is printed here is opened by somebody else.
    try session.conclude(
      result.lease,
      json.isOn ? JSONText.line(StageRecord(result)) : result.path.string + "\n", manager)
    session.reporter.log(
      "\(result.image.reference) \(result.wasCopied ? "has been" : "was already") staged")
  }
}
