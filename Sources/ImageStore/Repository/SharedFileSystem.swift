internal import FileSupport
internal import Synchronization
internal import SystemPackage

/// The file system as a repository uses it: what is made there gets the group and the mode that the
/// repository's sharing asks for, whatever the umask of the user is. All else is left to another one,
/// which follows no symbolic link inside the repository.
///
/// The settings are read when the first thing is made. Who only reads needs none.
struct SharedFileSystem: FileSystem {
  let base: any FileSystem
  let layout: RepositoryLayout
  /// What is known of metadata and attributes from earlier; nil for who must not depend on it.
  var catalog: CatalogedFiles?
  private let makeToken: @Sendable () -> String
  private let settings: Settings

  /// - Parameter sharing: that of a repository that is being created; nil has it read.
  init(
    _ layout: RepositoryLayout, sharing: Sharing? = nil, _ context: StoreContext
  ) {
    base = context.fileSystem.confined(to: layout.root)
    self.layout = layout
    makeToken = context.makeToken
    settings = Settings(sharing)
  }

  /// What has been found out once.
  private final class Settings: Sendable {
    let sharing: Mutex<Sharing?>
    let groupID = Mutex<UInt32?>(nil)

    init(_ sharing: Sharing?) { self.sharing = Mutex(sharing) }
  }

  func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    guard path.starts(with: layout.root), let access = try access(ofFile: mode) else {
      return try base.createFile(path, mode: mode)
    }
    // Who else may read what is not published yet is told when it is.
    if path.starts(with: layout.staging) {
      return try base.createFile(path, mode: mode.intersection(.ownerReadWriteExecute))
    }
    let file = try base.createFile(path, mode: mode)
    do {
      if let missing = access.missing(in: try file.status()) { try file.setAccess(missing) }
    } catch {
      try? base.removeFile(path)
      throw refusal(error)
    }
    return file
  }

  /// A folder has its name only when everybody who may can use it: others would stumble over it, for
  /// ever if this process ended in between.
  func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    guard let access = try access(ofFolder: path) else {
      return try base.createDirectory(path, mode: mode)
    }
    guard path != layout.root, path.starts(with: layout.root) else {
      try base.createDirectory(path, mode: mode)
      return try require(access, of: path)
    }
    guard (try? base.status(of: path, followingLinks: false)) == nil else {
      throw PcoccError.fileSystem("cannot create folder", path, .fileExists)
    }
    let temporary = path.parent.appending(RepositoryLayout.temporaryPrefix + makeToken())
    do {
      try base.createDirectory(temporary, mode: mode)
      try require(access, of: temporary)
      try base.publishFolder(temporary, as: path)
    } catch {
      try? base.removeDirectory(temporary)
      guard var error = error as? PcoccError else { throw error }
      error.path = path
      throw error
    }
  }

  /// Gives a folder of the repository that is there already what it lacks, where the umask does not
  /// decide. A folder of somebody else that is more open than it should be is left as it is.
  func requireAccess(of folder: FilePath) throws {
    guard let access = try access(ofFolder: folder) else { return }
    // An administrator may have made the root a symbolic link.
    let folder = folder == layout.root ? try base.canonicalPath(of: folder) : folder
    do {
      try require(access, of: folder)
    } catch let error as PcoccError where error.code == .permission {
      let status = try base.status(of: folder, followingLinks: false)
      guard access.isGranted(by: status) else { throw error }
    }
  }

  private func require(_ access: FileAccess, of folder: FilePath) throws {
    guard let missing = access.missing(in: try base.status(of: folder, followingLinks: false))
    else { return }
    do { try base.setAccess(missing, of: folder) } catch { throw refusal(error) }
    // The kernel drops the setgid bit without a word where the user is not in the group.
    let status = try base.status(of: folder, followingLinks: false)
    guard access.missing(in: status) == nil else {
      throw refusal(PcoccError.fileSystem("cannot set its mode", folder, .notPermitted))
    }
  }

  private func access(ofFile mode: FilePermissions) throws -> FileAccess? {
    let sharing = try sharing()
    return try sharing.fileMode(mode).map {
      FileAccess(mode: $0, groupID: sharing.isOfGroupAlone ? try groupID() : nil)
    }
  }

  private func access(ofFolder path: FilePath) throws -> FileAccess? {
    let sharing = try sharing()
    let mode =
      switch path {
      case layout.leases: sharing.leaseFolderMode
      case layout.answers: sharing.answerFolderMode
      default: sharing.folderMode
      }
    return try mode.map { FileAccess(mode: $0, groupID: sharing == .private ? nil : try groupID()) }
  }

  private func sharing() throws -> Sharing {
    try settings.sharing.withLock { known in
      let sharing = try known ?? RepositorySettings.read(layout, base).sharing
      known = sharing
      return sharing
    }
  }

  /// The group of the repository's folder; nil while that is not there.
  private func groupID() throws -> UInt32? {
    settings.groupID.withLock { known in
      known = known ?? (try? base.status(of: layout.root, followingLinks: true))?.groupID
      return known
    }
  }

  private func refusal(_ error: any Error) -> any Error {
    guard let error = error as? PcoccError, error.code == .permission else { return error }
    let group = (try? groupID()).map { $0 } ?? nil
    return error.advising(
      "become a member of the repository's group\(group.map { ", \($0)" } ?? ""),"
        + " or have its owner set mode and group of this folder")
  }
}

extension FileAccess {
  /// What has to be set to make a file exactly this; nil where it is.
  fileprivate func missing(in status: FileStatus) -> FileAccess? {
    let hasGroup = groupID == nil || groupID == status.groupID
    if hasGroup, FilePermissions(rawValue: .init(status.mode)) == mode { return nil }
    return FileAccess(mode: mode, groupID: hasGroup ? nil : groupID)
  }

  /// Whether a file is at least as open as this.
  fileprivate func isGranted(by status: FileStatus) -> Bool {
    (groupID == nil || groupID == status.groupID)
      && FilePermissions(rawValue: .init(status.mode)).isSuperset(of: mode)
  }
}
