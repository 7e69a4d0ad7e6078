import FileSupport
import SystemPackage

/// One client of the server with what it remembers of names, folders and attributes.
///
/// It forgets and believes as the NFS client of Linux does with its defaults (`lookupcache=all`,
/// `acdirmax=60`, close-to-open):
/// - A name, found or missing, is believed for as long as the folder's attributes are, up to a minute,
///   or until the folder is seen to have changed.
/// - Opening a file whose name is remembered asks the server about *the file*, not about the name: a
///   file that another node has renamed since opens, one that has been removed is looked up again.
/// - Opening a folder, to read it or to bring it to disk, asks for its attributes, so what is read is
///   new, and names of it that are remembered are dropped where it has changed.
/// - Names to be made, renamed and removed are judged by the server, except that what is remembered as
///   missing is not asked for.
/// - After a change of its own it believes what it remembers only where nobody else changed the folder
///   before.
final class Node: @unchecked Sendable {
  /// How a node's file system remembers.
  enum Memory: CaseIterable {
    /// Nothing is believed without asking: a local disk, Lustre.
    case none
    /// NFS version 3 and 4.1: as above.
    case byHandle
    /// NFS version 4.0: opening asks the server for the name.
    case byName
    /// Also folders that have been read are believed for a minute, unless a file in them could not be
    /// opened: worse than Linux, as with other clients and with `nocto`.
    case listings
  }

  struct Folder {
    var change = -1
    var validUntil = -Double.infinity
    /// nil: known to be missing.
    var names: [String: Int?] = [:]
    var listing: [String]?
    var isDoubted = false
  }

  struct Attributes {
    var status: FileStatus
    var validUntil: Double
  }

  let server: Server
  let memory: Memory
  /// By how many seconds its clock is ahead of the server's.
  let skew: Double
  /// For how many seconds attributes are believed.
  let patience: Double

  var folders: [Int: Folder] = [:]
  var attributes: [Int: Attributes] = [:]

  init(_ server: Server, memory: Memory = .none, skew: Double = 0, patience: Double = 60) {
    self.server = server
    self.memory = memory
    self.skew = skew
    self.patience = patience
  }

  /// The number of a file or folder.
  ///
  /// - Parameter isFresh: asks the server for every name on the way.
  func find(_ path: [String], isFresh: Bool = false) throws(Errno) -> Int {
    var number = SharedDisk.root
    for name in path {
      guard let found = try find(name, in: number, isFresh: isFresh) else {
        throw .noSuchFileOrDirectory
      }
      number = found
    }
    return number
  }

  func find(_ name: String, in folder: Int, isFresh: Bool) throws(Errno) -> Int? {
    if memory != .none, !isFresh {
      if folders[folder, default: Folder()].validUntil < server.disk.now { try refresh(folder) }
      if let known = folders[folder]?.names[name] { return known }
    }
    let found = try server.disk.find(name, in: folder)
    if memory != .none {
      // The answer comes with the folder's attributes.
      try refresh(folder)
      folders[folder]?.names[name] = .some(found)
    }
    return found
  }

  /// Asks for a folder's attributes, and forgets what was remembered of it where it has changed.
  func refresh(_ number: Int) throws(Errno) {
    let change = try server.disk.folder(number).change
    var folder = folders[number, default: Folder()]
    if folder.change != change { folder = Folder(change: change) }
    folder.validUntil = server.disk.now + patience
    folder.isDoubted = false
    folders[number] = folder
    attributes[number] = Attributes(
      status: try server.disk.status(number), validUntil: folder.validUntil)
  }

  /// The file's attributes, as remembered where they still count.
  func status(_ number: Int, isFresh: Bool) throws(Errno) -> FileStatus {
    if memory != .none, !isFresh, let known = attributes[number],
      known.validUntil >= server.disk.now
    {
      return known.status
    }
    let status = try server.disk.status(number)
    if memory != .none {
      attributes[number] = Attributes(status: status, validUntil: server.disk.now + patience)
    }
    return status
  }

  /// Does what needs numbers, again with numbers that the server has just told where one was stale.
  func again<Result>(_ body: (_ isFresh: Bool) throws(Errno) -> Result) throws(Errno) -> Result {
    do {
      return try body(false)
    } catch {
      guard error == .staleNFSFileHandle, memory != .none else { throw error }
    }
    do {
      return try body(true)
    } catch {
      // What does not lead anywhere any more is not there.
      throw error == .staleNFSFileHandle ? .noSuchFileOrDirectory : error
    }
  }
}
