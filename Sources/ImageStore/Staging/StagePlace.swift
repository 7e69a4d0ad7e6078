internal import FileSupport
public import SystemPackage

/// Where on the node's disk images are staged.
public struct StagePlace: Sendable, Hashable {
  /// The folder; it is made where it is missing.
  public var path: FilePath
  /// Who stages.
  public var userID: UInt32
  /// Whether the folder serves other purposes too, as `$TMPDIR` does.
  public var isShared: Bool

  /// A place for a user.
  ///
  /// - Parameter userID: the number of who stages.
  public init(path: FilePath, userID: UInt32, isShared: Bool = false) {
    self.path = path
    self.userID = userID
    self.isShared = isShared
  }

  /// The folder itself where it is the user's alone, else one in it that is: what others can write
  /// to cannot be trusted by its name.
  ///
  /// - Returns: nil where there is none and none was to be made.
  func folder(creating: Bool, _ files: any FileSystem) throws -> FilePath? {
    if creating { try files.createWithParents(path, mode: StageLayout.folderMode) }
    guard let status = try unlessMissing({ try files.status(of: path, followingLinks: true) })
    else { return nil }
    guard status.kind == .directory else {
      throw PcoccError(.usage, "is a \(status.kind.rawValue), not a folder to stage in", path: path)
    }
    if !isShared, isOwn(status) { return try files.canonicalPath(of: path) }
    let own = path.appending(StageLayout.subfolder(userID: userID))
    if creating { try files.createDirectoryIfMissing(own, mode: StageLayout.folderMode) }
    guard let found = try unlessMissing({ try files.status(of: own, followingLinks: false) })
    else { return nil }
    guard found.kind == .directory, isOwn(found) else {
      throw PcoccError(
        .permission, "is not a folder that you alone can write to", path: own,
        advice: "have it removed, or name another folder with --dir")
    }
    return try files.canonicalPath(of: own)
  }

  private func isOwn(_ status: FileStatus) -> Bool {
    status.userID == userID && status.mode & 0o022 == 0
  }

  private func unlessMissing(_ body: () throws -> FileStatus) throws -> FileStatus? {
    do {
      return try body()
    } catch let error as PcoccError where error.code == .notFound {
      return nil
    }
  }
}
