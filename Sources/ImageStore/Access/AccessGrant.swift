internal import FileSupport
internal import SystemPackage

/// Lets those read the files of one repository who may read the images that they belong to.
struct AccessGrant: Sendable {
  let sharing: Sharing
  /// The group that files must have which only it reads.
  let groupID: UInt32?
  let context: StoreContext

  init(_ layout: RepositoryLayout, _ context: StoreContext) throws {
    let files = context.fileSystem
    sharing = try RepositorySettings.read(layout, files).sharing
    groupID =
      sharing.isOfGroupAlone
      ? try files.status(of: layout.root, followingLinks: true).groupID : nil
    self.context = context
  }

  /// Gives a new file to those who may read it, before there are bytes in it; nil leaves it as it is.
  static func give(
    _ file: any File, to audience: ImageAudience?, _ layout: RepositoryLayout,
    _ context: StoreContext
  ) throws {
    guard let audience else { return }
    try AccessGrant(layout, context).give(
      file, to: audience, mode: RepositoryLayout.metadataMode)
  }

  /// nil where the files' modes tell it.
  ///
  /// - Throws: `busy` where the system cannot find out who they are.
  func audience(of attributes: ImageAttributes) throws -> ImageAudience? {
    try ImageAudience(of: attributes, in: sharing, context)
  }

  /// Lets exactly these read a file, its owner and the superuser aside.
  ///
  /// - Parameter mode: what the owner may do with it.
  /// - Returns: what it was before; nil where it was so already.
  /// - Throws: `permission` where the file is somebody else's, `unsupported` where the file system
  ///   cannot do it; the file is then as it was.
  @discardableResult
  func give(
    _ file: any File, to audience: ImageAudience, mode: FilePermissions
  ) throws -> FileAccess? {
    let status = try file.status()
    let wanted = audience.access(of: status.userID, mode: mode, groupID: groupID)
    let present = try file.access()
    guard !present.isSame(as: wanted) else { return nil }
    do {
      try file.setAccess(wanted)
      guard try file.access().isSame(as: wanted) else {
        throw PcoccError(
          .unsupported, "the file system does not keep who may read a file", path: file.path,
          advice: "use a repository on a file system with modes and owners")
      }
      try file.synchronize()
      return present
    } catch let error as PcoccError where error.code == .permission {
      let owner = context.accounts.ownerName(status.userID)
      throw PcoccError(
        .permission, "belongs to \(owner), who alone may set who reads it", path: file.path,
        cause: error.cause, advice: "have \(owner) or the superuser do this")
    } catch {
      // It may have been done all the same.
      try? file.setAccess(present)
      throw error
    }
  }
}

extension FileAccess {
  fileprivate func isSame(as wanted: FileAccess) -> Bool {
    mode == wanted.mode && readers == wanted.readers
      && (wanted.groupID == nil || groupID == wanted.groupID)
  }
}
