internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// What is asked of terminals.
enum Terminal {
  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// Columns of a terminal; 80 where it does not tell.
  static func width(of descriptor: FileDescriptor) -> Int {
    var size = winsize()
    guard ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }
}
