import Foundation
import Glibc
import Synchronization
import SystemPackage
import TestSupport

/// What the members of a crowd share: the program, the time, what was counted and what was wrong.
final class Crowd: Sendable {
  struct Tally: Sendable {
    var acknowledged = 0
    var failed = 0
    var kills = 0
    var stops = 0
  }

  let pcocc: PcoccBinary
  private let end: Date
  private let state = Mutex((tally: Tally(), violations: [String]()))

  var tally: Tally { state.withLock { $0.tally } }
  var violations: [String] { state.withLock { $0.violations } }
  var isOver: Bool { Date() >= end }

  /// Disks that owners import, by number.
  static let disks = (1...5).map { "disk\($0).raw" }

  init(_ pcocc: PcoccBinary, seconds: Double) throws {
    self.pcocc = pcocc
    end = Date(timeIntervalSinceNow: seconds)
    for (number, name) in Self.disks.enumerated() {
      _ = try pcocc.makeFile(name, blocks: 3 * number + 1)
    }
    guard try pcocc.run("import", Self.disks[0], "shared").status == 0 else {
      throw Errno.ioError
    }
  }

  func count(_ change: (inout Tally) -> Void) { state.withLock { change(&$0.tally) } }

  func report(_ violation: String) { state.withLock { $0.violations.append(violation) } }

  /// Runs the program once and counts how it ended.
  func run(_ arguments: [String], output: FilePath? = nil) throws -> ProgramResult {
    let result = try pcocc.run(arguments, output: output)
    count { tally in
      if result.status == 0 { tally.acknowledged += 1 } else { tally.failed += 1 }
    }
    return result
  }

  /// Whether somebody killed the process, which then said nothing.
  static func wasKilled(_ result: ProgramResult) -> Bool { result.status == 128 + SIGKILL }

  /// Runs the program until nobody kills it.
  func runToTheEnd(_ arguments: [String], output: FilePath? = nil) throws -> ProgramResult {
    while true {
      let result = try run(arguments, output: output)
      if !Self.wasKilled(result) { return result }
    }
  }

  /// Whether an image is there; it then has to have these bytes.
  func isPresent(_ image: String, as disks: [String], by member: String) throws -> String? {
    let output = pcocc.folder.appending("out-\(member).raw")
    let result = try runToTheEnd(["export", "-t", "raw", image, "-"], output: output)
    if result.status == 66 { return nil }
    guard result.status == 0 else {
      report("\(image) cannot be read: \(result.standardError)")
      return disks.first
    }
    let path = output.string
    let found = disks.first {
      FileManager.default.contentsEqual(
        atPath: path, andPath: pcocc.folder.appending($0).string)
    }
    if found == nil { report("\(image) is there and holds something else than \(disks)") }
    return found ?? disks.first
  }

  /// Collects again and again, with times so short that every step meets the others.
  func collect(grace: Int, retention: Int) throws {
    while !isOver {
      let result = try run([
        "repo", "gc", "--now", "--yes", "--grace", "\(grace)s", "--retention", "\(retention)s",
        "user",
      ])
      if ![0, 128 + SIGKILL].contains(result.status) { report("gc: \(result.standardError)") }
      usleep(200_000)
    }
  }

  func verify() throws {
    while !isOver {
      let result = try run(["verify"])
      if ![0, 128 + SIGKILL].contains(result.status) {
        report("verify: \(result.standardOutput)\(result.standardError)")
      }
      usleep(500_000)
    }
  }

  func read() throws {
    while !isOver {
      let result = try run(["list"])
      if ![0, 128 + SIGKILL].contains(result.status) { report("list: \(result.standardError)") }
    }
  }

  /// Stops or kills any of the crowd's processes now and then.
  func disturb() {
    while !isOver {
      usleep(UInt32.random(in: 20_000...150_000))
      guard let process = processes().randomElement() else { continue }
      if Int.random(in: 0..<3) == 0 {
        if kill(process, SIGKILL) == 0 { count { $0.kills += 1 } }
      } else if kill(process, SIGSTOP) == 0 {
        count { $0.stops += 1 }
        // Long enough for what it has staged to be taken for abandoned, now and then.
        let delay = Bool.random() ? 0.1 : Double.random(in: 0.5...5)
        DispatchQueue.global().asyncAfter(deadline: .now() + delay) { kill(process, SIGCONT) }
      }
    }
    // Nobody may be left asleep.
    for _ in 0..<60 {
      usleep(100_000)
      for process in processes() { kill(process, SIGCONT) }
    }
  }

  /// The running processes of the program that work in the crowd's folder.
  private func processes() -> [pid_t] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { process in
      let link = { (name: String) -> String? in
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = bytes.withUnsafeMutableBytes { buffer in
          readlink(
            "/proc/\(process)/\(name)",
            buffer.bindMemory(to: CChar.self).baseAddress.unsafelyUnwrapped, buffer.count)
        }
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
      }
      return link("cwd") == pcocc.folder.string && link("exe")?.hasSuffix("/pcocc") == true
    }
  }
}

/// Errors of the test itself.
final class CrowdErrors: Sendable {
  private let list = Mutex<[String]>([])
  var all: [String] { list.withLock { $0 } }
  func add(_ error: any Error) { list.withLock { $0.append("\(error)") } }
}
