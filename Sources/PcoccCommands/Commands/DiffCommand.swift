internal import ArgumentParser
internal import ImageStore

/// `pcocc image diff`
struct DiffCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show where the disks of two images differ",
    usage: """
      pcocc image diff [--exit-code] [OUTPUT]... [--progress MODE]
                       [--threads N] [-q] IMAGE1 IMAGE2
      """,
    discussion: """
      Prints the runs of bytes that differ, in blocks of 4 KiB: "added" where IMAGE1 reads as \
      zeros, "removed" where IMAGE2 does, else "changed". Layers that both have are not read. \
      Where the disks differ in size, the part behind the end of the smaller one counts as zeros.

      With --exit-code the status is 1 where the disks differ, 0 where they are the same.

      EXAMPLES
        pcocc image diff mycentos7@0 mycentos7@1
        pcocc image diff --exit-code -q global:centos7 user:mycentos7 > /dev/null

      EXIT STATUS
        1  the disks differ, with --exit-code; without it, any other failure

      NOTES
        Columns: start, length, change.
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision) var image1: String
  @Argument(help: "Image to compare it with", completion: .revision) var image2: String
  @Flag(help: "Exit with status 1 where the disks differ") var exitCode = false
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var work: WorkOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: DifferingExtentRecord.self, session.preferences)
    let (first, second) = (try ImageReference(image1), try ImageReference(image2))
    let manager = try session.manager()
    let difference = try session.withMonitor("\(image1), \(image2)", work) { monitor in
      try manager.difference(between: first, and: second, monitor: monitor)
    }
    let record = DifferenceRecord(difference)
    if style.isWholeJSON {
      try session.results.write(JSONText.line(record))
    } else {
      try session.list(record.extents, style)
    }
    session.reporter.note(record.summary)
    if exitCode, !difference.isSame { throw ExitCode(1) }
  }
}
