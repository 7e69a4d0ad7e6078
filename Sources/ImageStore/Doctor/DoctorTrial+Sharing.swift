internal import FileSupport
internal import Foundation
internal import SystemPackage

extension DoctorTrial {
  func clock(_ folder: FilePath) throws -> DoctorFinding {
    let before = context.now().timeIntervalSince1970
    try makeFile(folder.appending("file")).close()
    let modified = try status(folder.appending("file")).modified
    let after = context.now().timeIntervalSince1970
    // A file system counts in ticks of some milliseconds.
    let skew = modified < before - 0.05 ? modified - before : max(0, modified - after)
    return Self.finding("clock", skew: skew, "this node's clock", "the file system's")
  }

  /// What clocks that differ by `skew` seconds mean.
  static func finding(
    _ name: String, skew: Double, _ first: String, _ second: String
  ) -> DoctorFinding {
    let limit = Double(StoreContext.clockSkew)
    let seen =
      abs(skew) < 0.1
      ? "\(first) and \(second) agree"
      : "\(first) and \(second) are \((abs(skew) * 10).rounded() / 10) seconds apart"
    if abs(skew) >= limit {
      return DoctorFinding(
        name, .failure, seen: seen,
        meaning: "leases may end early and times are wrong: ten minutes are allowed for",
        advice: "let all nodes and servers take their time from one NTP server")
    }
    return DoctorFinding(
      name, abs(skew) >= 60 ? .warning : abs(skew) >= 1 ? .note : .ok, seen: seen,
      meaning: "ten minutes are allowed for",
      advice: abs(skew) >= 60 ? "let all nodes take their time from one NTP server" : nil)
  }

  func ownership(_ folder: FilePath) throws -> DoctorFinding {
    let name = "ownership"
    let file = folder.appending("file")
    try makeFile(file).close()
    let (root, made) = (try status(layout.root), try status(folder))
    let seen =
      "files get user \(try status(file).userID), group \(made.groupID), mode "
      + String(try status(file).mode, radix: 8) + "; folders " + String(made.mode, radix: 8)
    if root.mode & 0o2000 != 0, made.mode & 0o2000 == 0 || made.groupID != root.groupID {
      return DoctorFinding(
        name, .warning, seen: seen,
        meaning: "new folders do not take over group and setgid bit: the group cannot share here",
        advice: "share through a file system that does, or a directory ACL")
    }
    let user = ProcessStatus.current(files)?.userID
    if let user, try status(file).userID != user {
      return DoctorFinding(
        name, .note, seen: seen,
        meaning: "the server makes files somebody else's than user \(user)",
        advice:
          "where that is the superuser, work as an ordinary user, or export it with no_root_squash")
    }
    return DoctorFinding(
      name, .ok, seen: seen,
      meaning: root.mode & 0o2000 != 0 ? "new folders keep the group" : "new files are this user's")
  }

  func lock(_ folder: FilePath) throws -> DoctorFinding {
    let path = folder.appending("file")
    let held: (any File)?
    do { held = try files.lock(path, .exclusive) } catch let error as PcoccError {
      return DoctorFinding(
        "lock", .note, seen: "no locks: \(error.cause?.description ?? error.message)",
        meaning: "a repository takes none, but images cannot be staged here")
    }
    let second = try files.lock(path, .exclusive)
    try held?.close()
    guard held != nil, second == nil else {
      return DoctorFinding(
        "lock", .note, seen: "a lock keeps nobody out",
        meaning: "a repository takes none, but images should not be staged here")
    }
    return DoctorFinding(
      "lock", .ok, seen: "a lock keeps others out",
      meaning: "images can be staged here; a repository takes no locks")
  }

  func openElsewhere(_ folder: FilePath) throws -> DoctorFinding {
    let path = folder.appending("file")
    let file = try makeFile(path)
    let isNoticed = try files.isOpen(path)
    try file.close()
    let isForgotten = try files.isOpen(path)
    guard isNoticed == true, isForgotten == false else {
      return DoctorFinding(
        "open-elsewhere", .note, seen: "cannot be told",
        meaning: "staged images here are never dropped to make room, as they may be in use")
    }
    return DoctorFinding(
      "open-elsewhere", .ok, seen: "it is told whether a file is in use",
      meaning: "staged images that nobody uses can be dropped")
  }
}
