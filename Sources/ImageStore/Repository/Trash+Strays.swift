internal import FileSupport
internal import SystemPackage

extension Trash {
  /// nil, after a warning, for an entry of the trash that is no run or that this user may not read.
  ///
  /// A writer looks there for the numbers of deleted revisions. Those of a run that it cannot read
  /// stand in the attributes, unless the disk was full when they were deleted; one closed folder
  /// must not keep everybody from writing for that.
  func unlessStray<Result>(_ run: TrashRun, _ body: () throws -> Result) throws -> Result? {
    do {
      return try body()
    } catch let error as PcoccError {
      guard let problem = stray(run, error) else { throw error }
      context.warn(problem)
      return nil
    }
  }

  /// The same, and nil also where the run has just been taken away.
  func ifPresent<Result>(_ run: TrashRun, _ body: () throws -> Result) throws -> Result? {
    do {
      return try unlessStray(run, body)
    } catch let error as PcoccError where error.code == .notFound { return nil }
  }

  /// What is wrong with the entries of the trash: `corrupt` for what is no run, else what reading one
  /// throws.
  ///
  /// - Throws: where the trash itself cannot be read.
  func problems() throws -> [PcoccError] {
    try runs().compactMap { run in
      do {
        for folder in run.folders { _ = try context.fileSystem.entriesIfPresent(of: folder) }
        return nil
      } catch let error as PcoccError where run.isSealed && error.code == .permission {
        // What others keep to themselves.
        return nil
      } catch let error as PcoccError {
        return stray(run, error) ?? error
      }
    }
  }

  /// What to say of an entry that cannot be read; nil where that may be over soon, or bodes ill.
  private func stray(_ run: TrashRun, _ error: PcoccError) -> PcoccError? {
    for folder in run.folders {
      let status = try? context.fileSystem.status(of: folder, followingLinks: false)
      guard let status, status.kind != .directory else { continue }
      return PcoccError(
        .corrupt, "it is a \(status.kind.rawValue) where the trash has folders", path: folder,
        advice: "remove it")
    }
    guard error.code == .permission else { return nil }
    return error.advising("its owner or an administrator can remove it, or let others read it")
  }
}
