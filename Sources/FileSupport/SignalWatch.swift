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
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Throws `interrupted` where a signal has been noted.
  public static func checkCancelled() throws {
    let signal = pcocc_caught_signal()
    if signal != 0 { throw PcoccError.interrupted(by: signal) }
  }

  /// Makes a write to a pipe that nobody reads fail, instead of ending the process without a word.
  public static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
