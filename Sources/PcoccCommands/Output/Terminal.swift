internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// What is asked of terminals.
enum Terminal {
  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// Columns of a terminal, as it is now; nil where it does not tell.
  static func width(of descriptor: FileDescriptor) -> Int? {
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Whether this process is one that the terminal is for now: while it is in the background, a shell
  /// or another program uses the line that the cursor is on.
  static func isForeground(_ descriptor: FileDescriptor) -> Bool {
    let group = tcgetpgrp(descriptor.rawValue)
    // What is not the terminal of this session does not tell.
    return group < 0 || group == getpgrp()
  }
}
