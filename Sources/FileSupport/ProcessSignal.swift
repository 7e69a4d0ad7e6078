internal import CFileSupport
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// Signals to other processes.
public enum ProcessSignal {
  /// The number of the signal that asks a process to end; it may clean up first.
  public static let terminate = SIGTERM
  /// The number of the signal that ends a process at once.
  public static let kill = SIGKILL

  /// Sends a signal to a process; false where there is none.
  ///
  /// - Parameter isMeant: whether the number is still that of the process meant, and not of one that
  ///   was given it since. It is asked when the number can no longer pass to another.
  public static func send(
    _ signal: Int32, to process: Int32, where isMeant: () throws -> Bool
  ) throws -> Bool {
    guard process > 1 else { return false }
    let handle = pcocc_open_process(process)
    guard handle >= 0 else {
      // Kernels before 5.3 have no such handles.
      guard -handle == ENOSYS else { return try hasArrived(handle, process) }
      return try isMeant() && hasArrived(Glibc.kill(process, signal) < 0 ? -errno : 0, process)
    }
    defer { close(handle) }
    return try isMeant() && hasArrived(pcocc_signal_process(handle, signal), process)
  }

  /// As in `SIGINT`; by its number where it is none of those that are asked to stop a process.
  static func name(of signal: Int32) -> String {
    switch signal {
    case SIGINT: "SIGINT"
    case SIGTERM: "SIGTERM"
    case SIGHUP: "SIGHUP"
    case SIGQUIT: "SIGQUIT"
    case SIGXCPU: "SIGXCPU"
    default: "signal \(signal)"
    }
  }

  /// Sends a signal to this process.
  public static func sendToSelf(_ signal: Int32) { _ = Glibc.kill(getpid(), signal) }

  /// Lets signals reach the calling thread.
  static func unblock(_ signals: [Int32]) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func hasArrived(_ result: Int32, _ process: Int32) throws -> Bool {
    guard result < 0 else { return true }
    guard -result != ESRCH else { return false }
    throw PcoccError(
      .permission, "process \(process) cannot be stopped", cause: Errno(rawValue: -result))
  }
}
