internal import FileSupport
internal import SystemPackage

/// Tries all that a repository asks of a file system, in a folder that is removed afterwards.
struct DoctorTrial: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext
  let monitor: Monitor

  var files: any FileSystem { context.fileSystem }

  /// - Throws: what the monitor throws; whatever else fails is a finding.
  func findings() throws -> [DoctorFinding] {
    let folder = layout.doctorFolder(context.makeToken())
    do {
      try files.createDirectory(folder, mode: RepositoryLayout.folderMode)
    } catch let error as PcoccError where error.code == .noSpace {
      return [Self.fullDisk]
    } catch {
      return [
        DoctorFinding(
          "write", .failure, seen: "\(error)", meaning: "nothing can be written here",
          advice: "ask for the right to write, or name another folder")
      ]
    }
    defer { try? files.removeTree(folder) }
    removeLeftovers(of: folder)
    var findings: [DoctorFinding] = []
    for (name, check) in checks {
      try monitor.checkCancelled()
      do {
        let place = folder.appending(name)
        try files.createDirectory(place, mode: RepositoryLayout.folderMode)
        findings.append(try check(place))
      } catch let error as PcoccError where error.code == .interrupted {
        throw error
      } catch let error as PcoccError where error.code == .noSpace {
        // That says nothing of what the file system can do, and nothing else can be tried.
        return findings + [Self.fullDisk]
      } catch {
        findings.append(
          DoctorFinding(
            name, .failure, seen: "\(error)", meaning: "what a repository needs does not work here",
            advice: "name a folder on another file system"))
      }
    }
    return findings
  }

  private static var fullDisk: DoctorFinding {
    DoctorFinding(
      "write", .failure, seen: "the disk is full, or a quota is used up",
      meaning: "no image can be written before there is room, and nothing more can be tried",
      advice: "free some space or ask for a larger quota, then run it again")
  }

  /// Each gets an empty folder of its own.
  private var checks: [(name: String, check: (FilePath) throws -> DoctorFinding)] {
    [
      ("exclusive-create", exclusiveCreate), ("hard-link", hardLink),
      ("hard-link-across", linkAcrossFolders), ("rename", renameOver),
      ("rename-if-absent", renameIfAbsent), ("open-file", openFile), ("names", names),
      ("folder-sync", folderSync), ("file-sync", fileSync), ("clock", clock),
      ("ownership", ownership), ("holes", holes), ("clone", clone), ("lock", lock),
      ("open-elsewhere", openElsewhere),
    ]
  }

  /// What killed runs have left behind, an hour ago or earlier.
  private func removeLeftovers(of folder: FilePath) {
    guard let now = try? files.status(of: folder, followingLinks: false).modified else { return }
    for name in (try? files.entries(of: layout.root)) ?? []
    where name.hasPrefix(RepositoryLayout.doctorPrefix) {
      let path = layout.root.appending(name)
      guard let status = try? files.status(of: path, followingLinks: false),
        status.kind == .directory, status.modified < now - 3600
      else { continue }
      try? files.removeTree(path)
    }
  }

  /// Makes a small file.
  @discardableResult
  func makeFile(_ path: FilePath, _ text: String = "doctor") throws -> any File {
    let file = try files.createFile(path, mode: RepositoryLayout.metadataMode)
    try Array(text.utf8).withUnsafeBytes { try file.write($0, at: 0) }
    return file
  }

  func text(of path: FilePath) throws -> String {
    String(decoding: try files.contents(of: path, limit: 4096), as: UTF8.self)
  }

  func status(_ path: FilePath) throws -> FileStatus {
    try files.status(of: path, followingLinks: false)
  }

  /// Whether `body` is refused because a name is taken.
  func isRefused(_ body: () throws -> Void) throws -> Bool {
    do {
      try body()
      return false
    } catch let error as PcoccError where error.code == .exists {
      return true
    }
  }
}
