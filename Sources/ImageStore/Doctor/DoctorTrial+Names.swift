internal import FileSupport
internal import SystemPackage

extension DoctorTrial {
  func exclusiveCreate(_ folder: FilePath) throws -> DoctorFinding {
    let path = folder.appending("file")
    try makeFile(path)
    let isRefused = try isRefused { try makeFile(path) }
    return DoctorFinding(
      "exclusive-create", isRefused ? .ok : .failure,
      seen: isRefused ? "a name that is taken is refused" : "a file was created twice",
      meaning: isRefused
        ? "two processes never write one file" : "two processes may write one file",
      advice: isRefused ? nil : "do not keep a repository here")
  }

  func hardLink(_ folder: FilePath) throws -> DoctorFinding {
    let name = "hard-link"
    let (old, new) = (folder.appending("old"), folder.appending("new"))
    try makeFile(old)
    do {
      try files.link(old, as: new)
    } catch let error as PcoccError {
      return withoutHardLinks(name, error, in: folder)
    }
    guard try isRefused({ try files.link(old, as: new) }) else {
      return DoctorFinding(
        name, .failure, seen: "a link took a name that was taken",
        meaning: "two imports of one name may both succeed, and one image is lost",
        advice: "do not keep a repository here")
    }
    let count = try status(old).linkCount
    guard count == 2, try status(new).isSameFile(as: status(old)) else {
      return DoctorFinding(
        name, .warning,
        seen: "links work, but \(count.counting("name")) \(count == 1 ? "is" : "are") counted",
        meaning: "where a reply of the server is lost, a success may be reported as a failure")
    }
    return DoctorFinding(
      name, .ok, seen: "links work and never replace",
      meaning: "images and revisions appear whole, in one step")
  }

  private func withoutHardLinks(
    _ name: String, _ error: PcoccError, in folder: FilePath
  ) -> DoctorFinding {
    let seen = "no links: \(error.cause?.description ?? error.message)"
    do {
      try files.publishExclusively(folder.appending("old"), as: folder.appending("other"))
    } catch {
      return DoctorFinding(
        name, .failure, seen: seen, meaning: "no image can be published: \(error)",
        advice: "name a folder on another file system")
    }
    return DoctorFinding(
      name, .warning, seen: seen,
      meaning: "images are published by a rename that does not replace, or where that lacks too "
        + "(see rename-if-absent) by a file that claims the name, which a crash may leave behind",
      advice: "prefer a file system with hard links")
  }

  func linkAcrossFolders(_ folder: FilePath) throws -> DoctorFinding {
    let name = "hard-link-across"
    let (first, second) = (folder.appending("a"), folder.appending("b"))
    for folder in [first, second] {
      try files.createDirectory(folder, mode: RepositoryLayout.folderMode)
    }
    try makeFile(first.appending("file"))
    do {
      try files.link(first.appending("file"), as: second.appending("file"))
    } catch let error as PcoccError {
      try files.moveExclusively(first.appending("file"), to: second.appending("file"))
      return DoctorFinding(
        name, .note, seen: "no links: \(error.cause?.description ?? error.message)",
        meaning: "what comes back from the trash is renamed, and copies are copied byte by byte")
    }
    return DoctorFinding(
      name, .ok, seen: "links lead from one folder to another",
      meaning: "a copy within the file system takes no space")
  }

  func renameOver(_ folder: FilePath) throws -> DoctorFinding {
    let (old, new) = (folder.appending("old"), folder.appending("new"))
    try makeFile(old, "new text")
    try makeFile(new, "old text")
    try files.rename(old, to: new)
    let across = folder.appending("a")
    try files.createDirectory(across, mode: RepositoryLayout.folderMode)
    try files.rename(new, to: across.appending("new"))
    guard try text(of: across.appending("new")) == "new text",
      try files.entries(of: folder) == ["a"]
    else {
      return DoctorFinding(
        "rename", .failure, seen: "the old file is still there",
        meaning: "files cannot be replaced in one step", advice: "do not keep a repository here")
    }
    return DoctorFinding(
      "rename", .ok, seen: "replaces, and moves between folders",
      meaning: "attributes change in one step, and what is deleted goes to the trash")
  }

  func renameIfAbsent(_ folder: FilePath) throws -> DoctorFinding {
    let name = "rename-if-absent"
    let (old, new) = (folder.appending("old"), folder.appending("new"))
    try makeFile(old)
    do {
      try files.renameIfAbsent(old, to: new)
    } catch let error as PcoccError {
      return DoctorFinding(
        name, .note, seen: error.cause?.description ?? error.message,
        meaning: "only needed where there are no hard links")
    }
    try makeFile(old)
    guard try isRefused({ try files.renameIfAbsent(old, to: new) }) else {
      return DoctorFinding(
        name, .failure, seen: "a name that was taken was replaced",
        meaning: "one image may replace another", advice: "do not keep a repository here")
    }
    return DoctorFinding(
      name, .ok, seen: "works and never replaces", meaning: "stands in where links are refused")
  }

  func names(_ folder: FilePath) throws -> DoctorFinding {
    try makeFile(folder.appending("Case"))
    try makeFile(folder.appending(".hidden"))
    guard Set(try files.entries(of: folder)) == ["Case", ".hidden"] else {
      return DoctorFinding(
        "names", .failure, seen: "the folder does not list what was made in it",
        meaning: "images may not be found", advice: "do not keep a repository here")
    }
    guard (try? status(folder.appending("case"))) == nil else {
      return DoctorFinding(
        "names", .failure, seen: "\"Case\" and \"case\" are one file",
        meaning: "two images whose names differ by case are one",
        advice: "name a folder on a file system that tells them apart")
    }
    do {
      try makeFile(folder.appending(Self.longestName))
    } catch {
      return DoctorFinding(
        "names", .warning, seen: "no names of \(Self.longestName.count) bytes",
        meaning: "images with long names cannot be stored", advice: "use shorter names")
    }
    return DoctorFinding(
      "names", .ok, seen: "of \(Self.longestName.count) bytes, by case, hidden ones too",
      meaning: "every name of an image is possible")
  }

  /// As long as the claim to a revision of an image: 200 bytes, "@" and 19 digits, with what stands
  /// before it.
  private static let longestName = String(
    repeating: "n", count: "\(RepositoryLayout.temporaryPrefix)claim-".count + 200 + 1 + 19)

  func openFile(_ folder: FilePath) throws -> DoctorFinding {
    let (old, new) = (folder.appending("old"), folder.appending("new"))
    try makeFile(old).close()
    let file = try files.openForReading(old)
    for action in [{ try files.rename(old, to: new) }, { try files.removeFile(new) }] {
      try action()
      let bytes = try? file.bytes(at: 0, count: 6)
      guard bytes == Array("doctor".utf8) else {
        return DoctorFinding(
          "open-file", .failure, seen: "an open file is lost when it is renamed or removed",
          meaning: "a running machine loses its disk when its image is deleted",
          advice: "stage images before they are used")
      }
    }
    return DoctorFinding(
      "open-file", .ok, seen: "stays readable when renamed or removed",
      meaning: "a running machine keeps an image that is deleted; on NFS only from the same node")
  }
}
