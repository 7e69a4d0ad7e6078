internal import FileSupport
internal import SystemPackage

extension ContentStore {
  private var files: any FileSystem { context.fileSystem }

  /// Puts staged bytes in place of those that have the blob's name, which are the same. Whoever has
  /// them open goes on.
  func supersede(by staged: StagedBlob) throws {
    let path = layout.blob(staged.digest)
    try files.rename(staged.path, to: path)
    try files.synchronizeNames(of: path.parent)
  }

  /// Takes the place of a blob of somebody else that the user may not read but has the bytes of. Those
  /// who could read it can read it still.
  func takeOver(_ path: FilePath, _ staged: StagedBlob) throws {
    let other = try files.status(of: path, followingLinks: false)
    let own = try files.openForReading(staged.path)
    var access = try own.access()
    var readers = access.readers ?? FileReaders()
    let list = FileReaders(
      list: files.extendedAttribute(FileReaders.attribute, of: path) ?? [])
    readers.formUnion(list ?? FileReaders())
    readers.users.insert(other.userID)
    access.readers = readers.subtracting(FileReaders(users: [0, try own.status().userID]))
    access.groupID = nil
    try own.setAccess(access)
    try own.synchronize()
    let waiting = path.parent.appending(RepositoryLayout.temporaryPrefix + context.makeToken())
    try files.link(staged.path, as: waiting)
    do {
      try files.rename(waiting, to: path)
    } catch {
      try? files.removeFile(waiting)
      throw error
    }
  }
}
