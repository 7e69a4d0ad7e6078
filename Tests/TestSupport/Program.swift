internal import Foundation
internal import Glibc
public import SystemPackage

/// A finished run of another program.
public struct ProgramResult: Sendable {
  public var status: Int32
  public var standardOutput: String
  public var standardError: String
}

/// Runs other programs, with output kept in files so that no pipe can fill up and hang.
///
/// Not with Foundation's `Process`, which waits in a run loop and leaks descriptors into whatever
/// else is started at the same moment.
public enum Program {
  /// Where a program lies on PATH; nil where it is not installed.
  public static func find(_ name: String) -> FilePath? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin:/usr/sbin:/sbin"
    return path.split(separator: ":").map { FilePath(String($0)).appending(name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.string) }
  }

  /// Runs `executable` and waits for its end.
  ///
  /// - Parameters:
  ///   - environment: replaces the whole environment where given.
  ///   - input: a file that becomes standard input.
  ///   - output: a file that takes standard output instead of the result.
  public static func run(
    _ executable: FilePath, _ arguments: [String], environment: [String: String]? = nil,
    input: FilePath? = nil, output: FilePath? = nil, folder: FilePath? = nil
  ) throws -> ProgramResult {
    try withTemporaryFolder { scratch in
      let outPath = output ?? scratch.appending("out")
      let errPath = scratch.appending("err")
      var actions = posix_spawn_file_actions_t()
      posix_spawn_file_actions_init(&actions)
      defer { posix_spawn_file_actions_destroy(&actions) }
      let creating = O_WRONLY | O_CREAT | O_TRUNC
      posix_spawn_file_actions_addopen(&actions, 0, input?.string ?? "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, outPath.string, creating, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, errPath.string, creating, 0o600)
      var attributes = try usualSignals()
      defer { posix_spawnattr_destroy(&attributes) }
      let variables = environment ?? ProcessInfo.processInfo.environment
      // A change of folder is an extension of posix_spawn that cannot be reached from here.
      let line =
        (folder.map { ["/usr/bin/env", "-C", $0.string] } ?? []) + [executable.string] + arguments
      let status = try withCStrings(line) { arguments in
        try withCStrings(variables.map { "\($0)=\($1)" }) { environment in
          var process = pid_t()
          let failure = posix_spawn(
            &process, line[0], &actions, &attributes, arguments, environment)
          guard failure == 0 else { throw Errno(rawValue: failure) }
          return wait(for: process)
        }
      }
      return ProgramResult(
        status: status,
        standardOutput: output == nil
          ? try String(contentsOfFile: outPath.string, encoding: .utf8) : "",
        standardError: try String(contentsOfFile: errPath.string, encoding: .utf8))
    }
  }

  /// The threads that tests run on have signals blocked, which a program would inherit: a shell then
  /// never learns that what it waits for has ended. One test has the process ignore broken pipes.
  ///
  /// - Parameter flags: more of them.
  static func usualSignals(_ flags: Int32 = 0) throws -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    sigemptyset(&none)
    var brokenPipe = none
    sigaddset(&brokenPipe, SIGPIPE)
    for failure in [
      posix_spawnattr_init(&attributes), posix_spawnattr_setsigmask(&attributes, &none),
      posix_spawnattr_setsigdefault(&attributes, &brokenPipe),
      posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | flags)),
    ] where failure != 0 {
      throw Errno(rawValue: failure)
    }
    return attributes
  }

  /// The exit status of a process, or 128 plus the signal that ended it.
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
  ) rethrows -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return try body(copies + [nil])
  }
}
