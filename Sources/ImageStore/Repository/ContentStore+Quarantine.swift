internal import FileSupport
internal import SystemPackage

extension ContentStore {
  private var files: any FileSystem { context.fileSystem }

  /// Moves what is not the blob that its name promises out of the way; nil where it is gone already.
  func putAside(_ path: FilePath) throws -> FilePath? {
    try files.createDirectoryIfMissing(layout.quarantine, mode: RepositoryLayout.folderMode)
    let place = layout.quarantinePlace(path.lastComponent?.string ?? "", context.makeToken())
    do {
      try files.rename(path, to: place)
    } catch let error as PcoccError where error.code == .notFound { return nil }
    return place
  }

  /// Moves a blob that was found to be damaged out of the way, so that a good one can take its name.
  ///
  /// - Parameter file: what was found to be damaged; nil for something that is no regular file.
  /// - Returns: where it lies now; nil where somebody has mended it meanwhile.
  func quarantine(_ file: (any File)?, of digest: Digest) throws -> FilePath? {
    let path = layout.blob(digest)
    guard try isCurrent(file, of: digest), let place = try putAside(path) else { return nil }
    // Nothing excludes that a good blob took the name just before. It gets it back.
    guard try isSame(file, as: place) else {
      do {
        try files.moveExclusively(place, to: path)
      } catch let error as PcoccError where error.code == .exists {
        // Or somebody has published it once more.
      } catch let error as PcoccError {
        throw error.advising("the blob \(path) lies here: move it back")
      }
      return nil
    }
    for folder in [layout.quarantine, path.parent] { try files.synchronizeNames(of: folder) }
    return place
  }

  /// Gives staged bytes the name that a damaged blob has, which is kept in the quarantine.
  ///
  /// Others may mend the blob at the same time, and this process may end at any point. So it gets
  /// another name first, and loses its own in the moment in which the good bytes take it: where that
  /// replaces what somebody else has just put there, those are the same bytes.
  ///
  /// - Parameter file: what was found to be damaged; nil for something that is no regular file.
  /// - Returns: where it lies now; nil where something else has the name.
  func replace(_ file: (any File)?, by staged: StagedBlob) throws -> FilePath? {
    let path = layout.blob(staged.digest)
    guard let file else { return try replaceInSteps(nil, by: staged) }
    try files.createDirectoryIfMissing(layout.quarantine, mode: RepositoryLayout.folderMode)
    let place = layout.quarantinePlace(staged.digest.hex, context.makeToken())
    do {
      try files.link(path, as: place)
    } catch let error as PcoccError where error.cause?.meansNoHardLinks == true {
      return try replaceInSteps(file, by: staged)
    }
    let waiting = path.parent.appending(RepositoryLayout.temporaryPrefix + context.makeToken())
    do {
      guard try isSame(file, as: place) else {
        try files.removeFile(place)
        return nil
      }
      try files.synchronizeNames(of: layout.quarantine)
      try files.link(staged.path, as: waiting)
      try files.rename(waiting, to: path)
    } catch {
      try? files.removeFile(waiting)
      if (try? isCurrent(file, of: staged.digest)) == true { try? files.removeFile(place) }
      throw error
    }
    return place
  }

  /// The same where files have one name.
  private func replaceInSteps(_ file: (any File)?, by staged: StagedBlob) throws -> FilePath? {
    guard let place = try quarantine(file, of: staged.digest) else { return nil }
    let path = layout.blob(staged.digest)
    do {
      try files.publishExclusively(staged.path, as: path)
    } catch let error as PcoccError where error.code == .exists {
      // Somebody else mends it as well, with the same bytes.
    } catch {
      try? files.moveExclusively(place, to: path)
      throw error
    }
    return place
  }

  /// Whether this file, or something that is no regular file, has the blob's name.
  func isCurrent(_ file: (any File)?, of digest: Digest) throws -> Bool {
    do {
      return try isSame(file, as: layout.blob(digest))
    } catch let error as PcoccError where error.isAbsenceOrStaleness {
      return false
    }
  }

  private func isSame(_ file: (any File)?, as path: FilePath) throws -> Bool {
    let status = try files.status(of: path, followingLinks: false)
    guard let file else { return status.kind != .regular }
    return try status.isSameFile(as: file.status())
  }

  /// The files in the quarantine that once had the blob's name.
  func quarantined(_ digest: Digest) throws -> [FilePath] {
    try files.entriesIfPresent(of: layout.quarantine).filter { $0.hasPrefix(digest.hex) }.sorted()
      .map(layout.quarantine.appending)
  }
}
