internal import CFileSupport

#if canImport(Glibc)
  internal import Glibc
#endif

/// Signals that ask the process to stop, noted so that long work can clean up before it ends.
public enum SignalWatch {
  /// From now on the first of INT, TERM, HUP and XCPU is only noted; one that comes a
  /// second or two later kills.
  ///
  /// A signal that the process was started to ignore, as `nohup` does, stays ignored.
  public static func start() {
    let signals = [SIGINT, SIGTERM, SIGHUP, SIGXCPU]
    _ = pcocc_catch_signals(signals, Int32(signals.count))
    // A parent with a pool of threads may have left them blocked.
    ProcessSignal.unblock(signals)
  }

  /// Throws `interrupted` where a signal has been noted.
  public static func checkCancelled() throws {
    let signal = pcocc_caught_signal()
    if signal != 0 { throw PcoccError.interrupted(by: signal) }
  }

  /// The signal that ends a process which writes to a pipe that nobody reads.
  public static let brokenPipe = SIGPIPE

  /// Makes a write to a pipe that nobody reads fail, instead of ending the process in the middle of its
  /// work.
  ///
  /// - Returns: whether it did so before, because the process was started like that.
  public static func ignoreBrokenPipes() -> Bool {
    var ignoring = sigaction()
    ignoring.__sigaction_handler.sa_handler = SIG_IGN
    var before = sigaction()
    guard sigaction(SIGPIPE, &ignoring, &before) == 0 else { return false }
    return unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Ends the process as a write to a pipe that nobody reads would have done; returns where that signal
  /// does not end it.
  public static func dieOfBrokenPipe() {
    _ = signal(SIGPIPE, SIG_DFL)
    ProcessSignal.unblock([SIGPIPE])
    ProcessSignal.sendToSelf(SIGPIPE)
  }
}
