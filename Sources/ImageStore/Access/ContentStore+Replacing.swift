internal import FileSupport
internal import SystemPackage

extension ContentStore {
  private var files: any FileSystem { context.fileSystem }

  /// Puts staged bytes in place of those that have the blob's name, which are the same. These go to the
  /// trash, so that whoever has them open goes on: a file without a name is gone on a network file
  /// system. A link would do for that, but only its owner can make one.
  ///
  /// In between the blob is found in the trash, from where it is brought back if the process is killed,
  /// as one that is being collected. What is taken away is known for certain: of two who replace a blob
  /// at once, the second one takes away what the first one put there.
  ///
  /// - Parameter give: lets those read the staged file who may, before it gets the name; called with
  ///   who could read the other one, its owner among them.
  func supersede(by staged: StagedBlob, _ give: (FileReaders) throws -> Void) throws {
    for _ in 0..<Self.attempts {
      let run = try trash.makeRun(TrashRun.openSuffix)
      if try supersede(by: staged, to: run, give) { return try trash.seal(run) }
      trash.remove(try trash.close(run))
    }
    throw PcoccError(
      .busy, "other processes move this blob all the time", path: layout.blob(staged.digest),
      advice: "try again")
  }

  /// - Returns: false where somebody else has put something there meanwhile.
  private func supersede(
    by staged: StagedBlob, to run: TrashRun, _ give: (FileReaders) throws -> Void
  ) throws -> Bool {
    let path = layout.blob(staged.digest)
    let old = run.blob(staged.digest)
    do {
      try files.rename(path, to: old)
    } catch let error as PcoccError where error.code == .notFound {
      // Somebody else is just doing the same, or it is in the trash.
      try confirm(staged.digest, staged: [])
      return false
    }
    do {
      try give(readers(of: old))
      try files.publishExclusively(staged.path, as: path)
    } catch let error as PcoccError where error.code == .exists {
      return false
    } catch {
      try? restore(staged.digest, from: old)
      _ = try? trash.close(run)
      throw error
    }
    for folder in [run.data, path.parent] { try files.synchronizeNames(of: folder) }
    return true
  }

  /// Who can read a file that the user may not be able to read, besides whom its mode lets.
  private func readers(of path: FilePath) throws -> FileReaders {
    let list = files.extendedAttribute(FileReaders.attribute, of: path)
    var readers = list.flatMap(FileReaders.init(list:)) ?? FileReaders()
    readers.users.insert(try files.status(of: path, followingLinks: false).userID)
    return readers
  }

  /// Takes the place of a blob of somebody else that the user may not read but has the bytes of. Those
  /// who could read it can read it still.
  func takeOver(_ staged: StagedBlob) throws {
    let own = try files.openForReading(staged.path)
    try supersede(by: staged) { others in
      var access = try own.access()
      var readers = access.readers ?? FileReaders()
      readers.formUnion(others)
      access.readers = readers.subtracting(FileReaders(users: [0, try own.status().userID]))
      access.groupID = nil
      try own.setAccess(access)
      try own.synchronize()
    }
  }
}
