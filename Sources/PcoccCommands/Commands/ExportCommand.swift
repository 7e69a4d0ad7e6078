internal import ArgumentParser
internal import DiskImage
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image export`
struct ExportCommand: BackgroundVerb {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write an image to a disk image file",
    usage: """
      pcocc image export [-t FORMAT] [-o KEY=VALUE,...]
                         [--compress[=zlib|zstd]] [--force] [--background]
                         [--progress MODE] [--threads N] [-q] [--json]
                         [KIND] SOURCE DEST
      """,
    discussion: """
      Writes the disk of the image SOURCE to DEST, a file or - for standard output. The file \
      appears under its name when it is complete, and replaces one that had it.

      Without -t, the extension of DEST tells the format, else it is raw. A prefix as in \
      vdi:disk.img means the same as -t vdi.

      EXAMPLES
        pcocc image export centos7 centos7.qcow2
        pcocc image export -t qcow2 -o cluster_size=2M --compress centos7@3 c7.img
        pcocc image export -t raw centos7 - | ssh node dd of=/dev/vdb

      NOTES
        Options of qcow2:
        cluster_size   bytes per cluster, a power of two, 512 to 2M (default: 64k)
        compat         0.10 (also v2) or 1.1 (also v3), the oldest QEMU that reads
                       it (default: 1.1)
        compression    zlib or zstd, as with --compress (default: none)

        Options of qed:
        cluster_size   bytes per cluster, a power of two, 4k to 1M (default: 64k)
        table_size     clusters per table: 2, 4, 8 or 16 (default: 4)

        subformat is an option of
        vdi            dynamic or static (default: dynamic)
        vpc            dynamic or fixed (default: dynamic)
        vmdk           monolithicSparse, or streamOptimized as with --compress
                       (default: monolithicSparse)
      """)

  // KIND may be left out, and completion leaves it out: what shells offer for it is what they are to
  // offer for the first operand after it.
  @Argument(help: "Kind of image: vm, which may be left out", completion: .revision)
  var kind: String?
  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .file()) var source: String?
  @Argument(help: "File to write; - for standard output") var dest: String?

  @OptionGroup var format: FormatOption

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("Options of the format, separated by commas", valueName: "key=value,..."))
  var options: [String] = []

  @OptionGroup var deactivated: DeactivatedOption
  @OptionGroup var compress: CompressOption
  @OptionGroup var background: BackgroundOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  private var operands: TransferOperands {
    get throws { try TransferOperands(kind, source, dest, verb: "exported") }
  }

  func run(in session: Session) throws {
    let operands = try operands
    let file = try FileOperand(
      operands.destination, declared: format.format, stream: session.results.descriptor)
    if json.isOn, file.path == "-" {
      throw PcoccError.usage("--json and the image cannot share standard output")
    }
    var request = ExportRequest(
      source: try ImageReference(operands.source), destination: file.endpoint,
      format: file.format,
      settings: try FormatSettings(options), compression: compress.compression)
    request.isForced = deactivated.isForced
    let manager = try session.manager()
    if background.isOn { return try session.start(try manager.plan(request), isJSON: json.isOn) }
    let result = try session.withMonitor(operands.source, work) { monitor in
      try manager.export(request, monitor: monitor)
    }
    if json.isOn {
      try session.conclude(JSONText.line(ExportRecord(result, path: file.path)))
    }
    let size = ByteCount.text(result.virtualSize)
    session.reporter.note(
      "exported \(result.image.reference) to \(file.path) (\(result.format), \(size))")
  }
}
