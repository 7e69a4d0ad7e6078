internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// Brings blobs of one repository into the staging folder of another: by a second name for the same
/// file, by sharing its bytes, or by copying them, whichever comes first of what is possible.
///
/// Every blob is digested and its format checked before it is called staged, whichever way it came: what is damaged must
/// not be spread.
struct BlobCopy {
  let source: ContentStore
  let destination: Repository
  /// The staging folder.
  let folder: FilePath
  /// What the blobs belong to.
  var kind = ImageKind.vm

  private var files: any FileSystem { destination.context.fileSystem }

  /// - Throws: `corrupt` where a blob is missing or cut short, or not what its name says.
  func stage(_ digests: [Digest], _ monitor: Monitor) throws -> [StagedBlob] {
    let own = try files.status(of: folder, followingLinks: false)
    let sharing = try destination.settings.sharing
    var blobs: [(digest: Digest, file: any File, status: FileStatus, isStaged: Bool)] = []
    for digest in digests {
      let blob = try source.open(digest)
      let status = try blob.status()
      let path = folder.appending(digest.hex)
      let isStaged =
        try isLinked(blob, status, as: path, own, sharing) || isShared(blob, as: path)
      blobs.append((digest, blob, status, isStaged))
    }
    try destination.requireSpace(
      blobs.reduce(0) { $0.addingClamping($1.isStaged ? 0 : $1.status.allocated) })
    let total = blobs.reduce(0) { $0.addingClamping($1.status.size) }
    var done = 0
    return try blobs.map { digest, blob, status, isStaged in
      let path = folder.appending(digest.hex)
      let part = monitor.part(from: done, of: total)
      done = done.addingClamping(status.size)
      let staged: StagedBlob
      if isStaged {
        try Digest(ofBytes: blob, monitor: part).requireSame(as: digest, of: blob)
        staged = StagedBlob(digest: digest, size: status.size, path: path)
      } else {
        staged = try StagedBlob(copying: blob, as: digest, to: path, destination.context, part)
      }
      if kind == .vm { try checkFormat(blob, monitor) }
      return staged
    }
  }

  private func checkFormat(_ blob: any File, _ monitor: Monitor) throws {
    _ = try Qcow2Check.run(
      blob, allowingBacking: true, monitor: monitor.quiet)
  }

  /// Whether the blob has got a second name. One does not get it that belongs to somebody else, who
  /// could change it, or that those who may read the destination might not read.
  ///
  /// - Parameter own: the status of the staging folder.
  private func isLinked(
    _ blob: any File, _ status: FileStatus, as path: FilePath, _ own: FileStatus,
    _ sharing: Sharing
  ) -> Bool {
    guard status.userID == own.userID, sharing.admits(status, groupID: own.groupID),
      (try? blob.access())?.readers?.isEmpty == true
    else { return false }
    // Another file system, one without links, a blob of somebody else: there are other ways.
    guard (try? files.link(blob.path, as: path)) != nil else { return false }
    // The name may have become that of another file since the blob was opened.
    if let linked = try? files.status(of: path, followingLinks: false),
      linked.isSameFile(as: status)
    {
      return true
    }
    try? files.removeFile(path)
    return false
  }

  private func isShared(_ blob: any File, as path: FilePath) throws -> Bool {
    let file = try files.createFile(path, mode: RepositoryLayout.blobMode)
    guard file.shareBytes(of: blob) else {
      try files.removeFile(path)
      return false
    }
    try file.synchronize()
    try file.close()
    return true
  }
}

extension Sharing {
  /// Whether those who may read a repository, which has the group, may read a blob.
  fileprivate func admits(_ blob: FileStatus, groupID: UInt32) -> Bool {
    let isForAll = blob.mode & 0o004 != 0
    return switch self {
    case .private: isForAll || blob.groupID == groupID
    case .group: isForAll || (blob.groupID == groupID && blob.mode & 0o040 != 0)
    case .all: isForAll
    }
  }
}
