internal import FileSupport
internal import SystemPackage

/// What deletions and collections have moved away, until it expires.
struct Trash: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }

  /// Makes the folder of one deletion or collection. Two never share one: what a collector finds
  /// in its own folder, nobody else has put there.
  ///
  /// - Parameter suffix: of its name; with `openSuffix` blobs will be moved there, until `close`.
  func makeRun(_ suffix: String? = nil) throws -> TrashRun {
    let name =
      "\(context.timeStamp).\(context.hostName).\(context.processID).\(context.makeToken())"
    let run = layout.trashRun(suffix.map { "\(name).\($0)" } ?? name)
    do {
      try files.createDirectoryIfMissing(layout.trash, mode: RepositoryLayout.folderMode)
      try makeFolders(of: run)
    } catch let error as PcoccError where error.code == .noSpace {
      guard useSpareRun(as: run) || run.isOpen && takeOverRun(as: run) else { throw error }
    }
    for folder in [run.path, layout.trash] { try files.synchronizeNames(of: folder) }
    keepSpareRun()
    return run
  }

  private func useSpareRun(as run: TrashRun) -> Bool {
    let spare = layout.spareRun
    return isWhole(spare) && (try? files.rename(spare.path, to: run.path)) != nil
  }

  /// Makes a deletion's run that of a collection: the deletion may have used up the spare one, and
  /// only the collection can make room. By its new name nobody else knows it, and whoever uses the
  /// old one finds that gone.
  private func takeOverRun(as run: TrashRun) -> Bool {
    let runs = (try? runs()) ?? []
    return runs.contains { earlier in
      guard !earlier.isOpen, !earlier.isWithdrawal, isWhole(earlier),
        (try? files.entries(of: earlier.data))?.isEmpty == true,
        // Otherwise another collector could take it for one that was left behind.
        (try? files.touch(earlier.path)) != nil
      else { return false }
      return (try? files.rename(earlier.path, to: run.path)) != nil
    }
  }

  /// Makes the run that a full disk will ask for; there may be one.
  func keepSpareRun() {
    let spare = layout.spareRun
    guard !isWhole(spare) else { return }
    // Who began to make it may have been killed.
    for folder in spare.folders {
      try? files.createDirectoryIfMissing(folder, mode: RepositoryLayout.folderMode)
    }
  }

  private func isWhole(_ run: TrashRun) -> Bool {
    run.folders.allSatisfy { (try? files.status(of: $0, followingLinks: false)) != nil }
  }

  private func makeFolders(of run: TrashRun) throws {
    do {
      for folder in run.folders {
        try files.createDirectory(folder, mode: RepositoryLayout.folderMode)
      }
    } catch {
      removeFolders(of: run)
      throw error
    }
  }

  /// Makes sure that no blob is moved to a run any more, from whose age it can then be told for how
  /// long at least each has been there. A collector that has been asleep finds its folder gone.
  func close(_ run: TrashRun) throws -> TrashRun {
    guard run.isOpen else { return run }
    try files.touch(run.path)
    try files.rename(run.path, to: run.closed.path)
    try files.synchronizeNames(of: layout.trash)
    return run.closed
  }

  /// The same, and nobody else reaches what is in it any more: who may read it has changed since.
  func seal(_ run: TrashRun) throws {
    try files.setAccess(FileAccess(mode: .ownerReadWriteExecute), of: run.data)
    try files.rename(run.path, to: run.sealed.path)
    try files.synchronizeNames(of: layout.trash)
  }

  /// When something was last moved to a run or from it, in seconds since 1970.
  ///
  /// - Throws: `notFound` where the run is gone.
  func modified(_ run: TrashRun) throws -> Double {
    let times = try run.folders.compactMap { folder -> Double? in
      do {
        return try files.status(of: folder, followingLinks: false).modified
      } catch let error as PcoccError where error.cause == .noSuchFileOrDirectory {
        // Who made or removed the run may have been killed before it had done so with all.
        return nil
      }
    }
    guard let last = times.max() else {
      throw PcoccError.fileSystem("cannot examine", run.path, .noSuchFileOrDirectory)
    }
    return last
  }

  /// The folder of one deletion; on a full disk that of an earlier one, because what is to be
  /// deleted may be what fills it. Metadata may share a folder: no collector looks for it there.
  ///
  /// - Parameter isWithdrawal: whether it is for what its maker takes back.
  func makeDeletionRun(
    of name: ImageName, _ revisions: [Revision], isWithdrawal: Bool = false
  ) throws -> TrashRun {
    do {
      return try makeRun(isWithdrawal ? TrashRun.withdrawalSuffix : nil)
    } catch let error as PcoccError where error.code == .noSpace {
      let isUsable = { (run: TrashRun) in
        // A deleted revision of the same number may be another one.
        try files.isAccessible(run.metadata, forWriting: true)
          && !revisions.contains { try holds(name, $0, in: run) }
      }
      guard let earlier = try runs().first(where: isUsable) else { throw error }
      return earlier
    }
  }

  /// The runs, newest first. Their names begin with the time.
  func runs() throws -> [TrashRun] {
    try files.entriesIfPresent(of: layout.trash).filter { !RepositoryLayout.isHidden($0) }
      .sorted(by: >).map(layout.trashRun)
  }

  /// Where a blob lies in the trash; nil where it does not.
  ///
  /// - Throws: where it was not found and a run could not be looked into: it may be there.
  func find(_ digest: Digest) throws -> FilePath? {
    var failure: PcoccError?
    for run in try runs() where !run.isSealed {
      do {
        _ = try files.status(of: run.blob(digest), followingLinks: false)
        return run.blob(digest)
      } catch let error as PcoccError {
        if error.code != .notFound { failure = failure ?? error }
      }
    }
    if let failure { throw failure }
    return nil
  }

  /// The deleted revisions of an image by run, newest run first; runs without any are left out, and
  /// with a warning what is no run or not this user's to read.
  func revisions(of name: ImageName) throws -> [(run: TrashRun, revisions: [Revision])] {
    try runs().compactMap { run in
      let all = try unlessStray(run) { try self.revisions(in: run) } ?? []
      let revisions = all.filter { $0.0 == name }.map(\.1)
      return revisions.isEmpty ? nil : (run, revisions.sorted())
    }
  }

  /// Whether a deleted revision is in any run that this user may read.
  func holds(_ name: ImageName, _ revision: Revision) throws -> Bool {
    try runs().contains { run in
      try unlessStray(run) { try holds(name, revision, in: run) } ?? false
    }
  }

  /// Whether a deleted revision is in a run.
  func holds(_ name: ImageName, _ revision: Revision, in run: TrashRun) throws -> Bool {
    do {
      _ = try files.status(of: run.metadataFile(name, revision), followingLinks: false)
      return true
    } catch let error as PcoccError where error.code == .notFound { return false }
  }

  /// Removes the folders of a run that holds nothing; one that does stays, and so does one that a
  /// collector is still using.
  func remove(_ run: TrashRun) {
    let contents = [run.data, run.metadata].map { try? files.entriesIfPresent(of: $0) }
    guard !run.isOpen, contents.allSatisfy({ $0?.isEmpty == true }) else { return }
    removeFolders(of: run)
  }

  private func removeFolders(of run: TrashRun) {
    for folder in run.folders.reversed() { try? files.removeDirectory(folder) }
  }

  /// The blobs in a run.
  func blobs(in run: TrashRun) throws -> [Digest] {
    guard !run.isSealed || files.isAccessible(run.data, forWriting: false) else { return [] }
    return try files.entriesIfPresent(of: run.data).compactMap { Digest(hex: $0) }
  }

  /// The deleted revisions in a run.
  func revisions(in run: TrashRun) throws -> [(ImageName, Revision)] {
    try files.entriesIfPresent(of: run.metadata).compactMap(RepositoryLayout.parseMetadataName)
  }
}
