internal import FileSupport
internal import SystemPackage

/// What deletions and collections have moved away, until it expires.
struct Trash: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }

  /// Makes the folder of one deletion or collection. Two never share one: what a collector finds
  /// in its own folder, nobody else has put there.
  func makeRun() throws -> TrashRun {
    try files.createDirectoryIfMissing(layout.trash, mode: RepositoryLayout.folderMode)
    let run = layout.trashRun(
      "\(context.timeStamp).\(context.hostName).\(context.processID).\(context.makeToken())")
    do {
      for folder in [run.path, run.data, run.metadata] {
        try files.createDirectory(folder, mode: RepositoryLayout.folderMode)
      }
    } catch {
      remove(run)
      throw error
    }
    for folder in [run.path, layout.trash] { try files.synchronizeNames(of: folder) }
    return run
  }

  /// The folder of one deletion; on a full disk that of an earlier one, because what is to be
  /// deleted may be what fills it. Metadata may share a folder: no collector looks for it there.
  func makeDeletionRun() throws -> TrashRun {
    do {
      return try makeRun()
    } catch let error as PcoccError where error.code == .noSpace {
      let isUsable = { (run: TrashRun) in
        files.isAccessible(run.metadata, forWriting: true)
      }
      guard let earlier = try runs().first(where: isUsable) else { throw error }
      return earlier
    }
  }

  /// The runs, newest first. Their names begin with the time.
  func runs() throws -> [TrashRun] {
    let names: [String]
    do {
      names = try files.entries(of: layout.trash)
    } catch let error as PcoccError where error.code == .notFound {
      return []
    }
    return names.filter { !RepositoryLayout.isHidden($0) }.sorted(by: >).map(layout.trashRun)
  }

  /// Where a blob lies in the trash; nil where it does not.
  func find(_ digest: Digest) throws -> FilePath? {
    try runs().map { $0.blob(digest) }
      .first { (try? files.status(of: $0, followingLinks: false)) != nil }
  }

  /// The deleted revisions of an image by run, newest run first; runs without any are left out.
  func revisions(of name: ImageName) throws -> [(run: TrashRun, revisions: [Revision])] {
    try runs().compactMap { run in
      let revisions = try entries(of: run.metadata).compactMap(RepositoryLayout.parseMetadataName)
        .filter { $0.0 == name }.map(\.1)
      return revisions.isEmpty ? nil : (run, revisions.sorted())
    }
  }

  /// Removes the folders of a run that holds nothing; one that does stays.
  func remove(_ run: TrashRun) {
    for folder in [run.data, run.metadata, run.path] { try? files.removeDirectory(folder) }
  }

  /// A run that another process is just removing has no entries any more.
  private func entries(of folder: FilePath) throws -> [String] {
    do {
      return try files.entries(of: folder)
    } catch let error as PcoccError where error.code == .notFound {
      return []
    }
  }
}
