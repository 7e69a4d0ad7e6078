internal import FileSupport
internal import SystemPackage

/// What can be told of a folder without writing: room, who may write, and whether the parts of a
/// repository in it agree with that.
struct FolderCheckup: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }

  func findings() -> [DoctorFinding] {
    [
      checked("space", space), checked("sharing", sharing), checked("folders", folders),
    ]
  }

  private func checked(_ name: String, _ body: () throws -> DoctorFinding) -> DoctorFinding {
    do { return try body() } catch {
      return DoctorFinding(
        name, .failure, seen: "\(error)", meaning: "the folder cannot be examined",
        advice: "run it as a user who may read the folder")
    }
  }

  private func space() throws -> DoctorFinding {
    let space = try files.space(at: layout.root)
    guard space.total > 0 else {
      return DoctorFinding(
        "space", .note, seen: "not told", meaning: "a full disk is noticed only while writing")
    }
    let percent = space.available.multipliedClamping(by: 100) / space.total
    let seen = "\(space.available >> 20) of \(space.total >> 20) MiB free, \(percent) %"
    guard space.available >= space.total / 100 else {
      return DoctorFinding(
        "space", .warning, seen: seen,
        meaning: "less than a hundredth is free, which imports leave alone",
        advice: "delete images and run \"pcocc image repo gc\", or add space")
    }
    return DoctorFinding("space", .ok, seen: seen, meaning: "imports leave a hundredth free")
  }

  private func sharing() throws -> DoctorFinding {
    let status = try files.status(of: layout.root, followingLinks: true)
    let process = ProcessStatus.current(files)
    return Self.sharing(status, umask: process?.umask)
  }

  /// What the mode of a repository's folder means for its users.
  static func sharing(_ status: FileStatus, umask: UInt16?) -> DoctorFinding {
    let mode = status.mode
    let seen =
      "mode \(octal(mode)), user \(status.userID), group \(status.groupID)"
      + (umask.map { ", umask \(octal($0))" } ?? "")
    let finding = { (verdict: DoctorFinding.Verdict, meaning: String, advice: String?) in
      DoctorFinding("sharing", verdict, seen: seen, meaning: meaning, advice: advice)
    }
    if umask.map({ $0 & 0o700 != 0 }) == true {
      return finding(
        .warning, "the umask takes rights from the owner of a new file", "set umask 022 or 002")
    }
    guard mode & 0o022 != 0 else {
      return finding(.ok, "only user \(status.userID) may write", nil)
    }
    if mode & 0o1000 != 0 {
      return finding(
        .warning, "with the sticky bit nobody can delete or collect what others made",
        "remove it with chmod -t")
    }
    if mode & 0o002 != 0 {
      return finding(.note, "every user of the node may write, and remove what others made", nil)
    }
    if mode & 0o2000 == 0 {
      return finding(
        .warning, "new folders take the group of who makes them, and others cannot write there",
        "chmod g+s it, before the repository is created")
    }
    if umask.map({ $0 & 0o020 != 0 }) == true {
      return finding(
        .note,
        "group \(status.groupID) may write; other programs make files by this umask, which "
          + "takes that right away", "use umask 002 or 007 with pcocc 0.7.5")
    }
    return finding(.ok, "group \(status.groupID) may write", nil)
  }

  private static func octal(_ mode: UInt16) -> String {
    let digits = String(mode, radix: 8)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private func folders() throws -> DoctorFinding {
    let root = try files.status(of: layout.root, followingLinks: true)
    let present = ([layout.root] + layout.allFolders).filter {
      (try? files.status(of: $0, followingLinks: true))?.kind == .directory
    }
    let hidden = [layout.root, layout.metadata, layout.data].filter {
      present.contains($0) && !files.isAccessible($0, forWriting: false)
    }
    guard hidden.isEmpty else {
      return DoctorFinding(
        "folders", .failure, seen: list(hidden, "cannot be read"),
        meaning: "this user can neither read nor write images here",
        advice: "ask the owner for access, or use a repository of your own")
    }
    let closed = present.filter { !files.isAccessible($0, forWriting: true) }
    guard closed.isEmpty else {
      return DoctorFinding(
        "folders", closed == present ? .note : .warning, seen: list(closed, "cannot be written"),
        meaning: "this user can read images here, and not import or delete all of them",
        advice: "ask the owner, or use a repository of your own")
    }
    // What a member of the group needs in one folder it needs in all.
    let needed = root.mode & (root.mode & 0o2000 != 0 ? 0o2022 : 0o022)
    let differing = present.filter {
      (try? files.status(of: $0, followingLinks: true).mode & needed) != needed
    }
    guard differing.isEmpty else {
      return DoctorFinding(
        "folders", .warning, seen: list(differing, "less open than the root"),
        meaning: "some users can write the root of the repository and not these",
        advice: "give them the mode and group of the root")
    }
    return DoctorFinding(
      "folders", .ok, seen: "\(present.count) writable",
      meaning: present.count > 1 ? "images can be written" : "a repository can be created")
  }

  private func list(_ folders: [FilePath], _ what: String) -> String {
    let more = folders.count > 1 ? " and \(folders.count - 1) more" : ""
    return "\(folders.first?.string ?? "")\(more): \(what)"
  }
}
