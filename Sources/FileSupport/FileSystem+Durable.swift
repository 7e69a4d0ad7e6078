public import SystemPackage

/// How a finished file takes its final name.
public enum Placement: Sendable {
  /// The name must be free: throws `exists` otherwise, and never replaces.
  case exclusive
  /// What had the name is replaced in one step.
  case replacing
}

extension FileSystem {
  /// Writes a small file so that a crash at any point leaves its name absent (or as it was) or whole.
  ///
  /// The bytes go to `.in-TOKEN` in the same folder, are brought to disk, take the final name in
  /// one step, and the folder is brought to disk.
  public func writeDurably(
    _ bytes: [UInt8], to path: FilePath, mode: FilePermissions, token: String,
    placement: Placement
  ) throws {
    try writeDurably(to: path, mode: mode, token: token, placement: placement) { file in
      try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    }
  }

  /// Writes a file of any length, as `body` does it, in the same way.
  ///
  /// - Parameters:
  ///   - ready: runs when others can read the whole file under its temporary name, and before it
  ///     takes the final one.
  ///   - takeBack: as in `place`.
  public func writeDurably(
    to path: FilePath, mode: FilePermissions, token: String, placement: Placement,
    ready: () throws -> Void = {}, takeBack: ((any Error) -> any Error)? = nil,
    _ body: (any File) throws -> Void
  ) throws {
    let temporary = path.parent.appending(TemporaryName.prefix + token)
    do {
      let file = try createFile(temporary, mode: mode)
      do {
        try body(file)
        try file.synchronize()
        try file.close()
        try ready()
      } catch {
        try? removeFile(temporary)
        throw error
      }
    } catch var error as PcoccError where error.path == temporary {
      // Nobody knows the other name.
      error.path = path
      throw error
    }
    try place(temporary, as: path, placement, takeBack: takeBack)
  }

  /// Gives a finished, synchronized file its final name in the same folder and brings the folder to
  /// disk. The temporary name is gone afterwards, whatever happens; the final one is there only on
  /// success, unless it was there before.
  ///
  /// - Parameter takeBack: takes an exclusive name away again that cannot be brought to disk, and
  ///   returns what is to be thrown; nil removes it.
  public func place(
    _ temporary: FilePath, as path: FilePath, _ placement: Placement,
    takeBack: ((any Error) -> any Error)? = nil
  ) throws {
    defer { try? removeFile(temporary) }
    switch placement {
    case .replacing:
      try rename(temporary, to: path)
      try synchronizeNames(of: path.parent)
    case .exclusive:
      try publishExclusively(temporary, as: path)
      do {
        try synchronizeNames(of: path.parent)
      } catch {
        if let takeBack { throw takeBack(error) }
        try? removeFile(path)
        throw error
      }
    }
  }

  /// Gives `temporary` the name `path` unless that is taken, which throws `exists`. Whether
  /// `temporary` still has its own name afterwards depends on the file system.
  public func publishExclusively(_ temporary: FilePath, as path: FilePath) throws {
    let own = try status(of: temporary, followingLinks: false)
    do {
      try link(temporary, as: path)
    } catch let error as PcoccError {
      // A reply lost on the network looks like a failure, and the name is there nevertheless. How many
      // names the file has says nothing: others may have given it one at the same time.
      if isName(path, of: own) { return }
      guard error.cause?.meansNoHardLinks == true else { throw error }
      try renameUnlessTaken(temporary, to: path)
    }
  }

  private func isName(_ path: FilePath, of file: FileStatus) -> Bool {
    if let found = try? status(of: path, followingLinks: false) {
      return found.isSameFile(as: file)
    }
    // The folder as the network remembers it may be older than the name.
    _ = try? entries(of: path.parent)
    return (try? status(of: path, followingLinks: false))?.isSameFile(as: file) == true
  }

  /// Moves a file to a name that must be free, and brings that to disk before the old one goes.
  public func moveExclusively(_ old: FilePath, to new: FilePath) throws {
    try publishExclusively(old, as: new)
    try synchronizeNames(of: new.parent)
    // Where names are moved instead of linked, or somebody moves the same file, it is gone already.
    do { try removeFile(old) } catch let error as PcoccError where error.code == .notFound {}
  }

  private func renameUnlessTaken(_ temporary: FilePath, to path: FilePath) throws {
    do {
      try renameIfAbsent(temporary, to: path)
    } catch let error as PcoccError where error.cause?.meansNoExclusiveRename == true {
      // Neither link nor exclusive rename: an exclusively created file claims the name.
      let claim = path.parent.appending(
        "\(TemporaryName.prefix)claim-\(path.lastComponent?.string ?? "")")
      let file: any File
      do {
        file = try createFile(claim, mode: [.ownerReadWrite])
      } catch let error as PcoccError where error.code == .exists {
        throw PcoccError(
          .busy, "another process is just making \"\(path.lastComponent?.string ?? "")\"",
          path: claim, advice: "try again; a crash may have left this file behind")
      }
      defer { try? removeFile(claim) }
      try file.close()
      guard try isFree(path) else {
        throw PcoccError.fileSystem("cannot create", path, .fileExists)
      }
      try rename(temporary, to: path)
    }
  }

  /// Whether there is nothing by a name. Only "no such file" says so; whatever else goes wrong may hide a
  /// file.
  private func isFree(_ path: FilePath) throws -> Bool {
    do {
      _ = try status(of: path, followingLinks: false)
      return false
    } catch let error as PcoccError where error.cause == .noSuchFileOrDirectory {
      return true
    }
  }

  /// Brings a folder's names to disk, where the file system knows how.
  public func synchronizeNames(of path: FilePath) throws {
    do {
      try synchronizeDirectory(path)
    } catch let error as PcoccError where error.cause?.meansNoSynchronization == true {}
  }

  /// The content of a file of at most `limit` bytes.
  public func contents(of path: FilePath, limit: Int) throws -> [UInt8] {
    try openForReading(path).contents(limit: limit)
  }
}

extension Errno {
  /// Whether a file system says so that it gives a file no second name, or not this user.
  public var meansNoHardLinks: Bool {
    [
      .notPermitted, .notSupported, .noFunction, .tooManyLinks, .notSupportedOnSocket,
      .improperLink,
    ].contains(self)
  }

  var meansNoExclusiveRename: Bool {
    [.invalidArgument, .noFunction, .notSupported, .notSupportedOnSocket].contains(self)
  }

  var meansNoSynchronization: Bool {
    [.invalidArgument, .notSupported, .notSupportedOnSocket].contains(self)
  }
}
