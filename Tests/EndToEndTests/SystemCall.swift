/// A system call of a traced program, as strace counts it.
struct SystemCall: Hashable, Sendable, CustomStringConvertible {
  var name: String
  /// From 1, among the calls of that name of one thread.
  var number: Int

  var description: String { "\(name) \(number)" }

  /// What may go wrong in it: an error instead of the call, or the end of the process before it.
  var faults: [String] {
    (["EIO"] + (Self.errors[name] ?? [])).map { "error=\($0)" } + ["signal=KILL"]
  }

  /// Besides EIO. Those that open folders fail like those that open files.
  private static let errors: [String: [String]] = [
    "openat": ["EACCES", "ENOSPC", "EDQUOT", "ESTALE", "EINTR"],
    "mkdir": ["EACCES", "ENOSPC", "EDQUOT"],
    "pwrite64": ["ENOSPC", "EDQUOT", "EINTR"], "ftruncate": ["ENOSPC", "EINTR"],
    "fallocate": ["ENOSPC", "EOPNOTSUPP"], "copy_file_range": ["ENOSPC", "EXDEV"],
    "fsync": ["ENOSPC", "EDQUOT", "EINTR"], "close": ["ENOSPC", "EDQUOT", "EINTR"],
    "link": ["EPERM", "ENOSPC", "ESTALE"], "linkat": ["EPERM", "EACCES", "ENOSPC", "ESTALE"],
    "rename": ["EACCES", "ENOSPC", "EDQUOT", "ESTALE"],
    "renameat2": ["EINVAL", "EACCES", "ENOSPC"],
    "unlink": ["EACCES", "ESTALE"], "rmdir": ["EACCES"], "getdents64": ["ESTALE"],
    "pread64": ["ESTALE", "EINTR"], "newfstatat": ["EACCES", "ESTALE"], "fstat": ["ESTALE"],
  ]
}

/// What strace wrote of a run.
struct SystemCallTrace: Sendable {
  private let lines: [Line]

  private struct Line: Sendable {
    var call: SystemCall
    var text: Substring
  }

  /// What is traced. Where an architecture lacks a call, its sisters stand in.
  static let filter =
    "trace=?openat,?mkdir,?mkdirat,?link,?linkat,?rename,?renameat,?renameat2,?unlink,?unlinkat,"
    + "?rmdir,?fsync,?fdatasync,?close,?pwrite64,?pread64,?ftruncate,?fallocate,?copy_file_range,"
    + "?getdents64,?newfstatat,?fstat,?statx,?statfs,?lseek,?utimensat,?faccessat,?access,?flock"

  /// - Parameter text: the output of `strace -f -y`.
  init(_ text: String) {
    var counts: [String: Int] = [:]
    var latest: [Substring: Int] = [:]
    var lines: [Line] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { continue }
      // Short numbers of processes are padded.
      let (thread, text) = (parts[0], parts[1].drop { $0 == " " })
      if text.hasPrefix("<..."), let index = latest[thread] {
        // The end of a call that another thread came between.
        lines[index].text += text
      } else if text.first?.isLetter == true, let bracket = text.firstIndex(of: "(") {
        let name = String(text[..<bracket])
        let number = (counts["\(thread) \(name)"] ?? 0) + 1
        counts["\(thread) \(name)"] = number
        latest[thread] = lines.count
        lines.append(Line(call: SystemCall(name: name, number: number), text: text))
      }
    }
    self.lines = lines
  }

  /// The calls on files of these folders, each once, in order.
  func calls(on folders: [String]) -> [SystemCall] {
    var seen: Set<SystemCall> = []
    return lines.filter { line in folders.contains { line.text.contains($0) } }
      .map(\.call).filter { seen.insert($0).inserted }
  }

  /// Whether the call that was made to fail was one that removes what is not needed any more, or
  /// that looks for it.
  var hitsCleaning: Bool {
    lines.contains { line in
      guard line.text.contains("(INJECTED)") else { return false }
      if ["unlink", "unlinkat", "rmdir"].contains(line.call.name) { return true }
      let isFolder = line.text.contains("O_DIRECTORY") || line.call.name == "getdents64"
      return isFolder && line.text.contains("/.tmp/")
    }
  }
}
