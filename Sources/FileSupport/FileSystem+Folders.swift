public import SystemPackage

extension FileSystem {
  /// The names in a folder; none where the folder is missing.
  public func entriesIfPresent(of path: FilePath) throws -> [String] {
    do {
      return try entries(of: path)
    } catch let error as PcoccError where error.cause == .noSuchFileOrDirectory {
      return []
    }
  }

  /// Creates a folder that may exist already.
  public func createDirectoryIfMissing(_ path: FilePath, mode: FilePermissions) throws {
    do {
      try createDirectory(path, mode: mode)
    } catch let error as PcoccError where error.code == .exists {}
  }

  /// Creates a folder that may exist already, with all folders above it that are missing, and brings
  /// their names to disk.
  public func createWithParents(_ path: FilePath, mode: FilePermissions) throws {
    do {
      try createDirectory(path, mode: mode)
    } catch let error as PcoccError where error.code == .exists {
      return
    } catch let error as PcoccError where error.cause == .noSuchFileOrDirectory {
      let parent = path.parent
      guard parent != path, !parent.isEmpty else { throw error }
      try createWithParents(parent, mode: mode)
      try createDirectoryIfMissing(path, mode: mode)
    }
    try synchronizeNames(of: path.parent)
  }

  /// Removes a folder with all that is in it; links in it are not followed. What can be removed is,
  /// and the first failure is thrown after that.
  public func removeTree(_ folder: FilePath) throws {
    var failure: (any Error)?
    let attempt = { (body: () throws -> Void) in
      do { try body() } catch { failure = failure ?? error }
    }
    attempt {
      for name in try entries(of: folder) {
        let path = folder.appending(name)
        attempt {
          let status = try? status(of: path, followingLinks: false)
          try status?.kind == .directory ? removeTree(path) : removeFile(path)
        }
      }
    }
    attempt { try removeDirectory(folder) }
    if let failure { throw failure }
  }

  /// Gives a folder another name in the same place, or takes the place of an empty folder that has
  /// it where the file system cannot tell; throws `exists` where one with entries has it.
  public func publishFolder(_ temporary: FilePath, as path: FilePath) throws {
    do {
      try renameIfAbsent(temporary, to: path)
    } catch let error as PcoccError where error.cause?.meansNoExclusiveRename == true {
      do {
        try rename(temporary, to: path)
      } catch let error as PcoccError where error.cause == .directoryNotEmpty {
        throw PcoccError.fileSystem("cannot create folder", path, .fileExists)
      }
    }
  }
}
