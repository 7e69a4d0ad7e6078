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
      try? files.moveExclusively(place, to: path)
      return nil
    }
    for folder in [layout.quarantine, path.parent] { try files.synchronizeNames(of: folder) }
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
