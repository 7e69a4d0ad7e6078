#if canImport(Glibc)
  internal import Glibc
#endif

extension FileStatus {
  init(_ status: stat) {
    self.init(
      kind: Kind(mode: status.st_mode),
      size: Int(status.st_size),
      allocated: Int(status.st_blocks) * 512,
      mode: UInt16(status.st_mode & 0o7777),
      linkCount: Int(status.st_nlink),
      userID: status.st_uid,
      groupID: status.st_gid,
      device: UInt64(status.st_dev),
      inode: UInt64(status.st_ino),
      modified: Self.seconds(status.st_mtim),
      changed: Self.seconds(status.st_ctim))
  }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension FileStatus.Kind {
  fileprivate init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symbolicLink
    case S_IFIFO: self = .fifo
    case S_IFSOCK: self = .socket
    case S_IFCHR: self = .characterDevice
    case S_IFBLK: self = .blockDevice
    default: self = .unknown
    }
  }
}
