internal import FileSupport
internal import Synchronization
internal import SystemPackage

extension Repository {
  /// Runs `body` with a folder of its own in `.tmp`, which is removed afterwards, whatever happens.
  func withStagingFolder<Result>(_ body: (FilePath) throws -> Result) throws -> Result {
    let folder = try makeStagingFolder()
    defer { try? context.fileSystem.removeTree(folder) }
    do {
      return try body(folder)
    } catch let error as PcoccError where error.code == .notFound && isGone(folder) {
      // A process that was stopped for a day looks like one that was killed.
      throw PcoccError(
        .busy, "a collection has removed what was staged here, as nothing was written for long",
        path: folder, cause: error.cause, advice: "run the command again")
    }
  }

  private func isGone(_ folder: FilePath) -> Bool {
    do {
      _ = try context.fileSystem.status(of: folder, followingLinks: false)
      return false
    } catch {
      return (error as? PcoccError)?.cause == .noSuchFileOrDirectory
    }
  }

  private func makeStagingFolder() throws -> FilePath {
    let files = context.fileSystem
    let folder = layout.staging.appending(
      "\(context.hostName).\(context.processID).\(context.makeToken())")
    do {
      try files.createDirectoryIfMissing(layout.staging, mode: RepositoryLayout.folderMode)
      try files.createDirectory(folder, mode: .ownerReadWriteExecute)
    } catch var error as PcoccError where [.permission, .readOnly].contains(error.code) {
      error.message = "repository \"\(name)\" cannot be written"
      error.path = layout.root
      throw error.advising("name a repository of your own, \"pcocc image repo list\" shows them")
    }
    return folder
  }

  /// A monitor that also stops the work when what it writes leaves too little space.
  ///
  /// How much will be written is not known beforehand where a stream is read or a file unpacked.
  func guardingSpace(_ monitor: Monitor) -> Monitor {
    let calls = Mutex(0)
    return monitor.checking {
      // Long work asks once for every mebibyte or so.
      let isDue = calls.withLock { calls in
        defer { calls += 1 }
        return calls % 64 == 0
      }
      if isDue { try requireSpace(1) }
    }
  }

  /// Throws `noSpace` unless `bytes` fit and a hundredth of the file system stays free.
  func requireSpace(_ bytes: Int) throws {
    try context.fileSystem.requireSpace(bytes, at: layout.root)
  }
}
