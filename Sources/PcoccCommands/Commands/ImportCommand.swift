internal import ArgumentParser
internal import DiskImage
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image import`
struct ImportCommand: BackgroundVerb {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a new image out of a disk image file",
    usage: """
      pcocc image import [-t FORMAT [--force]] [--allow-extents]
                         [--compress[=zlib|zstd]] [--checksum] [-m TEXT]
                         [--id UUID] [ATTRIBUTE]... [--background]
                         [--progress MODE] [--threads N] [-q] [--json]
                         [KIND] SOURCE DEST
      """,
    discussion: """
      Reads SOURCE, a file or - for standard input, and makes the first revision of the image DEST: \
      0, or where an image of that name was deleted, the number after its last one. The image must \
      not exist in that repository; a revision in DEST is ignored. Without a repository, DEST goes \
      to the first one.

      The format is found from the content of the file. Where the content and the extension \
      contradict each other, the file is refused until -t tells the format. A prefix as in \
      vdi:disk.img means the same as -t vdi. A file that takes part of its content from other \
      files is refused.

      A clean standalone qcow2 is stored byte for byte. Everything else is converted to qcow2. A \
      file that is compressed with gzip or zstd is unpacked first.

      What the image is to carry besides its disk is told by the same options as in "set".

      EXAMPLES
        pcocc image import vm $HOME/CentOS-7-x86_64-GenericCloud.qcow2 \\
            global:centos7-cloud
        pcocc image import -t raw - alpine < alpine.img
        pcocc image import appliance.vmdk.gz global:appliance
        pcocc image import --min-disk 10 --property os_distro=debian \\
            debian-12-generic-amd64.qcow2 debian12
        xz -dc debian.raw.xz | pcocc image import --compress=zstd - user:debian
      """)

  // KIND may be left out, and completion leaves it out: what shells offer for it is what they are to
  // offer for the first operand after it.
  @Argument(help: "Kind of image: vm, which may be left out", completion: .file())
  var kind: String?
  @Argument(help: "File to read; - for standard input", completion: .newImage)
  var source: String?
  @Argument(help: "Image to make, as [REPO:]IMAGE") var dest: String?

  @OptionGroup var format: SourceFormatOptions
  @Flag(help: "Take a vmdk of several files, which lie in the folder of the one named")
  var allowExtents = false

  @OptionGroup var compress: CompressOption
  @Flag(help: "Record the MD5 of what is stored and the SHA-256 of SOURCE")
  var checksum = false
  @OptionGroup var attributes: NewImageOptions

  @OptionGroup var message: MessageOption
  @OptionGroup var background: BackgroundOption
  @OptionGroup var work: WorkOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  private var operands: TransferOperands {
    get throws { try TransferOperands(kind, source, dest, verb: "imported") }
  }

  func run(in session: Session) throws {
    let operands = try operands
    let file = try FileOperand(
      operands.source, declared: format.declared, stream: .standardInput)
    let request = ImportRequest(
      source: DiskSource(
        file.endpoint, format: file.format, force: format.force, allowsExtents: allowExtents),
      destination: try ImageReference(operands.destination), compression: compress.compression,
      description: message.message, attributes: try attributes.request,
      recordsChecksums: checksum)
    let manager = try session.manager()
    if background.isOn { return try session.start(try manager.plan(request), isJSON: json.isOn) }
    let result = try session.withMonitor(operands.destination, work) { monitor in
      try manager.import(request, monitor: monitor)
    }
    if json.isOn { try session.conclude(JSONText.line(ImportRecord(result))) }
    let size = ByteCount.text(result.virtualSize)
    session.reporter.note("imported \(result.image.reference) (\(result.sourceFormat), \(size))")
  }
}
