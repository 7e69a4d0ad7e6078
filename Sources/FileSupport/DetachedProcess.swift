internal import CFileSupport
public import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// This program, started a second time to go on by itself: in a session of its own, with no terminal,
/// no input, and a file for what it prints.
///
/// It waits before it does anything, so that whoever starts it can write down which process it is.
public struct DetachedProcess: Sendable {
  /// The number of the process on this node.
  public let processID: Int32
  /// What the process waits at.
  private let gate: FileDescriptor

  /// Starts the program with `arguments`, its name first.
  ///
  /// - Parameter output: the file that takes what it prints; it is made where it is missing.
  public static func launch(_ arguments: [String], output: FilePath) throws -> DetachedProcess {
    do {
      // Neither end is inherited under its own number, see pcocc_spawn_detached.
      let (waiting, gate) = try FileDescriptor.pipe()
      defer { try? waiting.close() }
      let copies = arguments.map { strdup($0) }
      defer { copies.forEach { free($0) } }
      let result = output.withPlatformString {
        pcocc_spawn_detached(copies + [nil], waiting.rawValue, $0)
      }
      guard result > 0 else {
        try? gate.close()
        throw Errno(rawValue: -result)
      }
      return DetachedProcess(processID: result, gate: gate)
    } catch let cause as Errno {
      throw PcoccError(
        .other, "cannot start a process that writes its output to this file", path: output,
        cause: cause)
    }
  }

  /// Lets the process begin; false where it is gone.
  public func release() -> Bool {
    defer { try? gate.close() }
    return (try? gate.writeAll([1])) != nil
  }

  /// Makes the process end before it has begun.
  public func abandon() { try? gate.close() }

  /// Waits, in the process that was started, until it may begin; false where it is to end instead.
  public static func awaitRelease() -> Bool {
    var byte: UInt8 = 0
    let count = withUnsafeMutableBytes(of: &byte) { buffer in
      (try? FileDescriptor.standardInput.read(into: buffer)) ?? 0
    }
    guard count == 1 else { return false }
    pcocc_set_process_name("pcocc")
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard nothing >= 0, dup2(nothing, STDIN_FILENO) == STDIN_FILENO else { return false }
    if nothing != STDIN_FILENO { Glibc.close(nothing) }
    return true
  }
}
