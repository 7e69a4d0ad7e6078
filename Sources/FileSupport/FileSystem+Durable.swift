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
  /// - Parameter ready: runs when others can read the whole file under its temporary name, and
  ///   before it takes the final one.
  public func writeDurably(
    to path: FilePath, mode: FilePermissions, token: String, placement: Placement,
    ready: () throws -> Void = {}, _ body: (any File) throws -> Void
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
    try place(temporary, as: path, placement)
  }

  /// Gives a finished, synchronized file its final name in the same folder and brings the folder to
  /// disk. The temporary name is gone afterwards, whatever happens; the final one is there only on
  /// success, unless it was there before.
  public func place(_ temporary: FilePath, as path: FilePath, _ placement: Placement) throws {
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
        try? removeFile(path)
        throw error
      }
    }
  }

  /// Gives `temporary` the name `path` unless that is taken, which throws `exists`. Whether
  /// `temporary` still has its own name afterwards depends on the file system.
  public func publishExclusively(_ temporary: FilePath, as path: FilePath) throws {
    let before = try status(of: temporary, followingLinks: false).linkCount
    do {
      try link(temporary, as: path)
    } catch let error as PcoccError {
      // A reply lost on the network looks like a failure; one more name on our own file does not.
      let after = try? status(of: temporary, followingLinks: false).linkCount
      if let after, after > before { return }
      guard error.cause?.meansNoHardLinks == true else { throw error }
      try renameUnlessTaken(temporary, to: path)
    }
  }

  /// Moves a file to a name that must be free.
  public func moveExclusively(_ old: FilePath, to new: FilePath) throws {
    try publishExclusively(old, as: new)
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
      guard (try? status(of: path, followingLinks: false)) == nil else {
        throw PcoccError.fileSystem("cannot create", path, .fileExists)
      }
      try rename(temporary, to: path)
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
  var meansNoHardLinks: Bool {
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
