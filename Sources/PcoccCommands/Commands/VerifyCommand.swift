internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image verify`
struct VerifyCommand: BackgroundVerb, ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that images are whole",
    usage: """
      pcocc image verify [--quick | --sample PERCENT | --part N/T]
                         [--quarantine] [--background] [--progress MODE]
                         [--threads N] [-q] [OUTPUT]... [IMAGE | -R REPO]
      """,
    discussion: """
      Checks the metadata of every revision, and of every blob that it is there, that its bytes \
      have the digest that is its name, that it is a sound qcow2, and that its backing file is the \
      layer below it; then attributes and leases. Without a revision, all revisions of IMAGE are \
      checked; without IMAGE and REPO, all repositories that are there. A blob is read once, however many images \
      share it.

      Nothing has to stop meanwhile: images may be imported, deleted and collected. Blobs that no \
      image needs are counted, and not looked into.

      Prints what is wrong, with the images that it hits. The exit status is 65 then. A repository \
      that cannot be read is something wrong too. "repair" mends blobs, and so does another \
      import of the source.

      With --quarantine, damaged blobs are moved to the folder .quarantine of their repository, so \
      that nobody boots from them. Nothing is ever removed.

      EXAMPLES
        pcocc image verify
        pcocc image verify --quick -R global
        pcocc image verify user:mycentos7@5

        # each night a seventh of everything
        pcocc image verify --part $(date +%u)/7
        # the same in a Slurm job of 64 tasks
        srun -n64 sh -c 'pcocc image verify --part $((SLURM_PROCID + 1))/64'

      NOTES
        Columns: code, images, problem, path, repo, digest, quarantined.

        repository-unreadable  the repository or a folder in it cannot be read
        metadata-bad           a file in meta is not the metadata of a revision
        blob-missing           a blob is nowhere
        blob-in-trash          a blob lies in the trash only
        blob-damaged           a blob's bytes do not match its name
        blob-unreadable        a blob cannot be read
        format-bad             a blob was stored as it is, but is no sound qcow2
        backing-wrong          a layer's backing file is not the layer below it
        attributes-bad         an image's attributes cannot be read
        lease-bad              a lease cannot be read
        stray-file             something among the blobs or the trash is none of it
      """)

  @OptionGroup var digests: DigestOptions
  @Flag(help: "Move damaged blobs out of the way") var quarantine = false
  @OptionGroup var scope: ScopeOptions
  @OptionGroup var background: BackgroundOption
  @OptionGroup var work: WorkOptions
  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if background.isOn, listing.isStyled {
      throw ValidationError("--background prints no listing and excludes -P, -z, -n, -o, -c and -f")
    }
  }

  func run(in session: Session) throws {
    let style = try listing.style(for: FindingRecord.self, session.preferences)
    let request = VerificationRequest(
      scope: try scope.scope, digests: digests.selection, quarantines: quarantine)
    let manager = try session.manager()
    if background.isOn {
      return try session.start(try manager.plan(request), isJSON: listing.format.isJSON)
    }
    let result = try session.withMonitor(scope.name, work) { monitor in
      try manager.verify(request, monitor: monitor)
    }
    if style.isWholeJSON || style.isAsked || !result.findings.isEmpty {
      let text =
        style.isWholeJSON
        ? JSONText.line(VerificationRecord(result))
        : style.text(result.findings.map(FindingRecord.init), on: session.screen)
      // Damaged blobs are where nobody reads them, or nothing has been changed.
      try session.conclude(text, "the repository was verified", isDryRun: !quarantine)
    }
    session.reporter.note(summary(result))
    guard result.findings.isEmpty else {
      let isMendable = result.findings.contains(where: \.code.isMendable)
      throw PcoccError.foundWrong(
        result.findings, "found",
        advice: isMendable ? "\"pcocc image repair\" mends damaged and missing blobs" : nil)
    }
  }

  private func summary(_ result: VerificationResult) -> String {
    let unreferenced =
      result.unreferencedBlobs == 0
      ? ""
      : "; \(result.unreferencedBlobs.counting("blob")) (\(ByteCount.text(result.unreferencedBytes)))"
        + " that no image needs"
    return "verified \(result.revisions.counting("revision")) of \(result.images.counting("image"))"
      + " and \(result.blobs.counting("blob")), \(ByteCount.text(result.digestedBytes)) digested"
      + unreferenced
  }
}
