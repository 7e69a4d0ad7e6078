internal import ArgumentParser
internal import DiskImage
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// `pcocc image inspect`
struct InspectCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell what a disk image file is, and whether it may be imported",
    usage: """
      pcocc image inspect [-t FORMAT [--force]] [--json] [--utc] [--bytes]
                          FILE
      """,
    discussion: """
      Reads the header and all tables, but not the disk, and opens no other file. The last line \
      says whether anything speaks against an import, such as a backing file.

      The exit status is 0 for every file whose header can be read, safe or not, and 65 for one \
      of which nothing can be told.

      EXAMPLES
        pcocc image inspect disk.vmdk
        pcocc image inspect --json disk.img | jq .safe_to_import
      """)

  @Argument(help: "File to read", completion: .file()) var file: String
  @OptionGroup var format: SourceFormatOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var display: DisplayOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let operand = try FileOperand(file, declared: format.declared, stream: .standardInput)
    guard case .file(let path) = operand.endpoint else {
      throw PcoccError.usage("standard input cannot be inspected", advice: "name a file")
    }
    let files = try session.environment().fileSystem
    let inspection = try session.withSignals { monitor in
      try ImageInspection.inspect(
        ImageFile.open(path, files), declared: operand.format, force: format.force,
        monitor: monitor)
    }
    try session.results.write(
      json.isOn
        ? JSONText.line(InspectionRecord(inspection, path: path))
        : inspection.text(path: path, display.values(session.preferences)))
  }
}
