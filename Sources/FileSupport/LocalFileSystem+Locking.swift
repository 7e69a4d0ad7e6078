public import SystemPackage

extension LocalFileSystem {
  public func lock(_ path: FilePath, _ kind: FileLockKind) throws -> (any File)? {
    while true {
      // For writing too, because flock(2) over NFS needs that.
      let file = try open(
        path, .readWrite, [.create, .noFollow], .ownerReadWrite, "cannot lock")
      guard try file.lock(kind) else { return nil }
      // Who held it before may have removed the file, and somebody else has made a new one since.
      if try isStillNamed(path, file) { return file }
    }
  }

  private func isStillNamed(_ path: FilePath, _ file: LocalFile) throws -> Bool {
    do {
      return try status(of: path, followingLinks: false).isSameFile(as: try file.status())
    } catch let error as PcoccError where error.code == .notFound {
      return false
    }
  }

  public func isOpen(_ path: FilePath) throws -> Bool? {
    do {
      return try open(path, .readOnly, [.nonBlocking, .noFollow], nil, "cannot open")
        .isOpenElsewhere
    } catch let error as PcoccError where error.code == .busy {
      // Another process asks the same at this moment.
      return true
    }
  }
}
