internal import FileSupport
internal import Synchronization
public import SystemPackage

/// The local file system on which one call goes wrong: what a disk, a network or the end of the process
/// may do to an operation at any point.
///
/// Calls are counted from 1, whoever makes them. Run the operation once with `none` for their number,
/// then once for each.
public final class FaultyFileSystem: Sendable {
  public enum Fault: Sendable, Hashable {
    case none
    /// The call is not made and fails.
    case failure(at: Int, Errno)
    /// A write that only gets half of its bytes to the file before the disk is full; other calls as
    /// usual.
    case shortWrite(at: Int)
    /// The call is made, but its reply is lost.
    case lostReply(at: Int, Errno)
    /// The call is the last one made, all later ones fail: what is left behind when the process is killed.
    case end(after: Int)
  }

  private let fault: Fault
  /// When somebody else does something, and what.
  private let point: Int?
  private let rival: @Sendable () throws -> Void
  private let calls = Mutex(0)

  /// - Parameters:
  ///   - point: the call before which `rival` is run; nil for none.
  ///   - rival: stands for another process.
  public init(
    _ fault: Fault, beforeCall point: Int? = nil,
    _ rival: @escaping @Sendable () throws -> Void = {}
  ) {
    self.fault = fault
    self.point = point
    self.rival = rival
  }

  /// How many calls have been made.
  public var count: Int { calls.withLock { $0 } }

  /// What the operation is given.
  public var fileSystem: InterceptingFileSystem {
    InterceptingFileSystem(before: before, after: after, isCutShort: isCutShort)
  }

  private func isCutShort(_ call: InterceptingFileSystem.Call) -> Bool {
    if case .shortWrite(at: count) = fault { return true }
    return false
  }

  private func before(_ call: InterceptingFileSystem.Call) throws {
    let number = calls.withLock { count in
      count += 1
      return count
    }
    if number == point { try rival() }
    switch fault {
    case .failure(at: number, let cause): throw Self.error(call, cause)
    case .end(after: let last) where number > last: throw Self.error(call, .ioError)
    default: break
    }
  }

  private func after(_ call: InterceptingFileSystem.Call) throws {
    if case .lostReply(at: count, let cause) = fault { throw Self.error(call, cause) }
  }

  private static func error(_ call: InterceptingFileSystem.Call, _ cause: Errno) -> PcoccError {
    PcoccError.fileSystem("cannot \(call.operation.rawValue)", call.path, cause)
  }
}

extension FaultyFileSystem.Fault {
  /// What disks, networks and permissions make of a call.
  public static let causes: [Errno] = [
    .ioError, .noSpace, .diskQuotaExceeded, .interrupted, .staleNFSFileHandle, .permissionDenied,
  ]

  /// Every fault that an operation of `count` calls can meet, with each cause.
  public static func allWithCauses(_ count: Int) -> [FaultyFileSystem.Fault] {
    (0...count).map { .end(after: $0) }
      + (1...max(1, count)).flatMap { number in
        causes.map { .failure(at: number, $0) } + [
          .shortWrite(at: number), .lostReply(at: number, .ioError),
        ]
      }
  }

  /// Every fault that an operation of `count` calls can meet.
  public static func all(_ count: Int) -> [FaultyFileSystem.Fault] {
    (0...count).map { .end(after: $0) }
      + (1...max(1, count)).flatMap { number in
        [
          .failure(at: number, .noSpace), .lostReply(at: number, .ioError),
        ]
      }
  }
}
