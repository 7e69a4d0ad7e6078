import FileSupport
import SystemPackage

/// The files of a server as it knows them itself: every change takes effect at once and for all.
///
/// A value, so that a repository is prepared once and each schedule begins with a copy. Files and
/// folders are known by numbers that never come back, as by the handles of NFS: who holds one
/// reaches the file whatever its name is now, until it has none.
struct SharedDisk {
  struct Inode {
    var isFolder: Bool
    /// 0: it is gone, and whoever still has its number learns that it is stale.
    var links = 1
    var bytes: [UInt8] = []
    var names: [String: Int] = [:]
    var modified: Double
    /// Counts the changes, as NFS does for its clients.
    var change = 0
  }

  static let root = 0

  /// In seconds since 1970, by the server's clock.
  var now: Double
  private(set) var inodes: ContiguousArray<Inode>

  init(now: Double) {
    self.now = now
    inodes = [Inode(isFolder: true, modified: now)]
  }

  /// The folder's entries; throws where the number stands for none.
  func folder(_ number: Int) throws(Errno) -> Inode {
    guard inodes[number].links > 0 else { throw .staleNFSFileHandle }
    guard inodes[number].isFolder else { throw .notDirectory }
    return inodes[number]
  }

  func find(_ name: String, in folder: Int) throws(Errno) -> Int? {
    try self.folder(folder).names[name]
  }

  func status(_ number: Int) throws(Errno) -> FileStatus {
    let inode = inodes[number]
    guard inode.links > 0 else { throw .staleNFSFileHandle }
    return FileStatus(
      kind: inode.isFolder ? .directory : .regular, size: inode.bytes.count,
      allocated: inode.bytes.count, mode: inode.isFolder ? 0o755 : 0o644,
      linkCount: inode.links, userID: 0, groupID: 0, device: 1, inode: UInt64(number),
      modified: inode.modified)
  }

  mutating func create(_ name: String, in folder: Int, isFolder: Bool) throws(Errno) -> Int {
    guard try find(name, in: folder) == nil else { throw .fileExists }
    inodes.append(Inode(isFolder: isFolder, modified: now))
    set(name, in: folder, to: inodes.count - 1)
    return inodes.count - 1
  }

  mutating func link(_ number: Int, as name: String, in folder: Int) throws(Errno) {
    guard inodes[number].links > 0 else { throw .staleNFSFileHandle }
    guard try find(name, in: folder) == nil else { throw .fileExists }
    inodes[number].links += 1
    set(name, in: folder, to: number)
  }

  /// Renames, replacing a file or an empty folder that has the new name.
  mutating func rename(
    _ old: String, in source: Int, to new: String, in target: Int
  ) throws(Errno) {
    guard let number = try find(old, in: source) else { throw .noSuchFileOrDirectory }
    if let replaced = try find(new, in: target) {
      // Two names of one file stay as they are.
      if replaced == number { return }
      if inodes[replaced].isFolder {
        guard inodes[number].isFolder else { throw .isDirectory }
        guard inodes[replaced].names.isEmpty else { throw .directoryNotEmpty }
      }
      inodes[replaced].links -= 1
    }
    set(old, in: source, to: nil)
    set(new, in: target, to: number)
  }

  mutating func remove(_ name: String, in folder: Int, isFolder: Bool) throws(Errno) {
    guard let number = try find(name, in: folder) else { throw .noSuchFileOrDirectory }
    guard inodes[number].isFolder == isFolder else {
      throw isFolder ? .notDirectory : .isDirectory
    }
    guard inodes[number].names.isEmpty else { throw .directoryNotEmpty }
    inodes[number].links -= 1
    set(name, in: folder, to: nil)
  }

  mutating func touch(_ number: Int) throws(Errno) {
    guard inodes[number].links > 0 else { throw .staleNFSFileHandle }
    inodes[number].modified = now
  }

  mutating func write(_ bytes: [UInt8], to number: Int) {
    inodes[number].bytes = bytes
    inodes[number].modified = now
  }

  private mutating func set(_ name: String, in folder: Int, to number: Int?) {
    inodes[folder].names[name] = number
    inodes[folder].modified = now
    inodes[folder].change += 1
  }
}
