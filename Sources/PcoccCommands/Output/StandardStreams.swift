#if canImport(Glibc)
  internal import Glibc
#endif

/// The numbers of standard input, output and error.
enum StandardStreams {
  /// Gives the numbers 0 to 2 to `/dev/null` where the process was started without them, lest a
  /// file of a repository gets such a number and is written to as standard output.
  static func reserve() {
    while true {
      // Opened for reading only: writing a result to a stream that is not there must fail.
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      if descriptor > 2 { close(descriptor) }
      if descriptor < 0 || descriptor > 2 { return }
    }
  }
}
