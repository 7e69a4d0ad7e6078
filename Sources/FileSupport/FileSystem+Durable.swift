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
    let temporary = path.removingLastComponent().appending(".in-\(token)")
    do {
      let file = try createFile(temporary, mode: mode)
      try bytes.withUnsafeBytes { try file.write($0, at: 0) }
      try file.synchronize()
      try file.close()
    } catch {
      try? removeFile(temporary)
      throw error
    }
    try place(temporary, as: path, placement)
  }

  /// Gives a finished, synchronized file its final name in the same folder and brings the folder to
  /// disk; the temporary name is gone afterwards, whatever happens.
  public func place(_ temporary: FilePath, as path: FilePath, _ placement: Placement) throws {
    switch placement {
    case .replacing:
      do {
        try rename(temporary, to: path)
      } catch {
        try? removeFile(temporary)
        throw error
      }
    case .exclusive:
      defer { try? removeFile(temporary) }
      try publishExclusively(temporary, as: path)
    }
    try synchronizeNames(of: path.removingLastComponent())
  }

  /// Gives `temporary` the name `path` in the same folder unless that is taken, which throws
  /// `exists`. Whether `temporary` still has its own name afterwards depends on the file system.
  public func publishExclusively(_ temporary: FilePath, as path: FilePath) throws {
    do {
      try link(temporary, as: path)
    } catch let error as PcoccError {
      // A reply lost on the network looks like a failure; a second name on our own file does not.
      if try linkHappened(temporary) { return }
      guard error.cause?.meansNoHardLinks == true else { throw error }
      try renameUnlessTaken(temporary, to: path)
    }
  }

  private func linkHappened(_ temporary: FilePath) throws -> Bool {
    guard let status = try? status(of: temporary, followingLinks: false) else { return false }
    return status.linkCount == 2
  }

  private func renameUnlessTaken(_ temporary: FilePath, to path: FilePath) throws {
    do {
      try renameIfAbsent(temporary, to: path)
    } catch let error as PcoccError where error.cause?.meansNoExclusiveRename == true {
      // Neither link nor exclusive rename: an exclusively created file claims the name.
      let claim = path.removingLastComponent().appending(
        ".claim-\(path.lastComponent?.string ?? "")")
      let file = try createFile(claim, mode: [.ownerReadWrite])
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

  /// Creates a folder that may exist already.
  public func createDirectoryIfMissing(_ path: FilePath, mode: FilePermissions) throws {
    do {
      try createDirectory(path, mode: mode)
    } catch let error as PcoccError where error.code == .exists {}
  }

  /// The content of a file of at most `limit` bytes.
  public func contents(of path: FilePath, limit: Int) throws -> [UInt8] {
    let file = try openForReading(path)
    let status = try file.status()
    guard status.kind == .regular else {
      throw PcoccError(.corrupt, "is a \(status.kind.rawValue), not a regular file", path: path)
    }
    guard status.size <= limit else {
      throw PcoccError(
        .corrupt, "is \(status.size) bytes long, more than the \(limit) allowed", path: path)
    }
    return try file.bytes(at: 0, count: status.size)
  }
}

extension Errno {
  var meansNoHardLinks: Bool {
    [.notPermitted, .notSupported, .noFunction, .tooManyLinks, .notSupportedOnSocket].contains(self)
  }

  var meansNoExclusiveRename: Bool {
    [.invalidArgument, .noFunction, .notSupported, .notSupportedOnSocket].contains(self)
  }

  var meansNoSynchronization: Bool {
    [.invalidArgument, .notSupported, .notSupportedOnSocket].contains(self)
  }
}
