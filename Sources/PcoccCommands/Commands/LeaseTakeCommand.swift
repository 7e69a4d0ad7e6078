internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image lease`
struct LeaseTakeCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "take",
    abstract: "Take a lease on a revision and print its ID",
    usage: "pcocc image lease [take] [--until TIME | --job] [--json] IMAGE",
    discussion: """
      The blobs of a leased revision are not collected before the lease ends, even if the image is \
      deleted. A lease ends at a time that is fixed when it is taken: --until tells it, --job \
      takes the end of the Slurm job from SLURM_JOB_END_TIME. Without either, a lease ends with the \
      job, or outside of one after 24 hours; after 366 days at the latest.

      A lease is a file in the repository. Where users may read a repository but not write to it, \
      its owner can let them take leases with a folder .leases of mode 1777 in it.

      EXAMPLES
        pcocc image lease --job centos7
        pcocc image lease --until +2d global:centos7@3
        pcocc image lease --until $(date -Iseconds -d "tomorrow 18:00") centos7

      ENVIRONMENT
        SLURM_JOB_END_TIME    end of the job, in seconds since 1970
        SLURM_JOB_ID          noted with the lease
      """)

  @Argument(help: "Image, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String
  @OptionGroup var term: LeaseTermOptions
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let image = try ImageReference(image)
    let term = try term.term(in: session)
    let manager = try session.manager()
    let lease = try manager.lease(image, for: term)
    let record = LeaseRecord(lease)
    try session.conclude(lease, json.isOn ? JSONText.line(record) : record.id + "\n", manager)
  }
}
