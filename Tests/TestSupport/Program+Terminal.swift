internal import Foundation
internal import Glibc
public import SystemPackage

/// A finished run of a program on a terminal.
public struct TerminalResult: Sendable {
  public var status: Int32
  /// All that appeared, both streams mixed; lines end in a line feed.
  public var output: String
}

extension Program {
  /// Runs `executable` on a pseudo terminal, which is its standard input, output and error and the
  /// terminal of its session, and waits for its end.
  public static func run(
    onTerminalWith columns: Int, _ executable: FilePath, _ arguments: [String],
    environment: [String: String], folder: FilePath
  ) throws -> TerminalResult {
    let terminal = try checked(open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC))
    defer { close(terminal) }
    var (lock, number) = (Int32(0), UInt32(0))
    _ = try checked(ioctl(terminal, setLock, &lock))
    _ = try checked(ioctl(terminal, getNumber, &number))
    let name = "/dev/pts/\(number)"
    // Kept open here, so that what the program has written can be read after its end.
    let line = try checked(open(name, O_RDWR | O_NOCTTY | O_CLOEXEC))
    var size = winsize(
      ws_row: 24, ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = try checked(ioctl(line, UInt(TIOCSWINSZ), &size))

    let process = try spawn(
      ["/usr/bin/env", "-C", folder.string, executable.string] + arguments, environment, name)
    let reader = OutputReader(terminal)
    let status = wait(for: process)
    close(line)
    let output = String(decoding: reader.end(), as: UTF8.self)
    return TerminalResult(
      status: status, output: output.replacingOccurrences(of: "\r\n", with: "\n"))
  }

  /// TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), which Swift's Glibc lacks, as it does posix_openpt(3).
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  private static func spawn(
    _ line: [String], _ variables: [String: String], _ terminal: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The leader of a session makes the first terminal that it opens its own.
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    // POSIX_SPAWN_SETSID, which Swift's Glibc lacks.
    var attributes = try usualSignals(0x80)
    defer { posix_spawnattr_destroy(&attributes) }
    return try withCStrings(line) { arguments in
      try withCStrings(variables.map { "\($0)=\($1)" }) { environment in
        var process = pid_t()
        let failure = posix_spawn(
          &process, line[0], &actions, &attributes, arguments, environment)
        guard failure == 0 else { throw Errno(rawValue: failure) }
        return process
      }
    }
  }

  private static func checked(_ result: Int32) throws -> Int32 {
    guard result >= 0 else { throw Errno(rawValue: errno) }
    return result
  }
}

/// Takes what comes out of a terminal, on a thread of its own, so that nobody who writes has to wait.
private final class OutputReader: @unchecked Sendable {
  private var bytes: [UInt8] = []
  private let ended = DispatchSemaphore(value: 0)

  init(_ terminal: Int32) {
    Thread.detachNewThread {
      var piece = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(terminal, &piece, piece.count)
        // EIO: nobody has the other end open any more.
        guard count > 0 else { break }
        self.bytes += piece[..<count]
      }
      self.ended.signal()
    }
  }

  /// All of it, once nobody can write any more.
  func end() -> [UInt8] {
    ended.wait()
    return bytes
  }
}
