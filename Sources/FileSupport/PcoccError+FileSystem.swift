public import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

extension PcoccError {
  /// A system call on `path` failed.
  ///
  /// - Parameter action: what was tried, as in "cannot open".
  public static func fileSystem(_ action: String, _ path: FilePath, _ cause: Errno) -> PcoccError {
    switch cause {
    case .noSpace, .diskQuotaExceeded:
      PcoccError(
        .noSpace, "\(action)", path: path, cause: cause,
        advice: "free some space or ask for a larger quota, then run the command again")
    default:
      PcoccError(Code(cause), action, path: path, cause: cause)
    }
  }

  /// The file system has no advisory locks, or its lock service does not answer.
  static func lockingFailed(_ path: FilePath, _ cause: Errno) -> PcoccError {
    PcoccError(
      .io, "cannot lock", path: path, cause: cause,
      advice: "name a folder on a local disk of this node")
  }

  /// Fewer bytes were there than the file's length promised.
  public static func shortRead(_ path: FilePath, at offset: Int) -> PcoccError {
    PcoccError(.corrupt, "file ends early, at byte \(offset)", path: path)
  }

  /// The concurrency task that does the work was cancelled.
  static let taskCancelled = PcoccError(.interrupted, "the task was cancelled")

  /// A signal asked the process to stop.
  public static func interrupted(by signal: Int32) -> PcoccError {
    let deed = signal == SIGINT ? "interrupted" : "stopped"
    return PcoccError(.interrupted, "\(deed) (\(ProcessSignal.name(of: signal)))", signal: signal)
  }
}

extension PcoccError.Code {
  fileprivate init(_ cause: Errno) {
    switch cause {
    case .noSuchFileOrDirectory, .notDirectory: self = .notFound
    case .fileExists: self = .exists
    case .permissionDenied, .notPermitted: self = .permission
    case .readOnlyFileSystem: self = .readOnly
    case .noSpace, .diskQuotaExceeded: self = .noSpace
    case .resourceBusy, .resourceTemporarilyUnavailable: self = .busy
    default: self = .io
    }
  }
}
