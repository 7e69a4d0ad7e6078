import Foundation
import SystemPackage
import TestSupport
import Testing

/// A verb that is run with one of its system calls going wrong, and what must hold afterwards.
struct FaultTrial: Sendable, CustomTestStringConvertible {
  var arguments: [String]
  /// The revision that the verb adds, and the file with its bytes.
  var adds: (reference: String, file: String)?
  /// The revision that it takes away.
  var removes: String?
  /// The file that it writes, and one with the same bytes.
  var writes: (output: String, file: String)?
  /// How it ends where it is run once more after it was done.
  var again: Int32 = 0
  /// Whether it may have been done although it failed, because there is something to do after it.
  var mayBeDone = false

  var testDescription: String { arguments.joined(separator: " ") }

  static let all = [
    FaultTrial(
      arguments: ["import", "new.raw", "user:new"], adds: ("user:new@0", "new.raw"), again: 73),
    FaultTrial(
      arguments: ["import", "new.qcow2", "user:new"], adds: ("user:new@0", "new.raw"), again: 73),
    FaultTrial(arguments: ["save", "new.raw", "user:base"], adds: ("user:base@2", "new.raw")),
    FaultTrial(
      arguments: ["copy", "user:base", "global:copy"], adds: ("global:copy@0", "changed.raw"),
      again: 73),
    FaultTrial(arguments: ["delete", "user:other"], removes: "user:other@0", again: 66),
    FaultTrial(arguments: ["undelete", "user:gone"], adds: ("user:gone@0", "gone.raw"), again: 66),
    FaultTrial(
      arguments: ["export", "-t", "raw", "user:base", "out/disk.raw"],
      writes: ("out/disk.raw", "changed.raw")),
    FaultTrial(arguments: ["repo", "init", "fresh"], again: 73, mayBeDone: true),
    FaultTrial(arguments: ["verify"]),
    FaultTrial(arguments: ["trash", "empty", "--now", "--yes", "user"]),
    FaultTrial(arguments: ["repo", "gc", "--now", "--yes", "user"]),
    FaultTrial(
      arguments: ["repo", "gc", "--keep-last", "1", "user"], removes: "user:base@0",
      mayBeDone: true),
  ]

  /// The revisions that are there before, and the files with their bytes.
  static let acknowledged = [
    "user:base@0": "base.raw", "user:base@1": "changed.raw", "user:other@0": "other.raw",
  ]
}

/// The folder that trials run in, set back to the same state before each.
struct FaultStage: Sendable {
  let pcocc: PcoccBinary
  let strace: FilePath

  static let folders = ["user", "global", "fresh", "out"]

  init(in folder: FilePath) throws {
    pcocc = try PcoccBinary(in: folder)
    strace = try Oracle.find("strace", package: "strace")
    let paths = ["user", "global", "fresh"].map { "  - {name: \($0), path: \(folder)/\($0)}\n" }
    try pcocc.configure("repos:\n" + paths.joined())
    for (number, name) in ["base", "changed", "other", "gone", "spent", "new"].enumerated() {
      _ = try pcocc.makeFile("\(name).raw", blocks: number + 1)
    }
    let result = try pcocc.shell(
      """
      set -e
      truncate -s 1M *.raw
      qemu-img convert -O qcow2 new.raw new.qcow2
      for name in user global; do "$PCOCC" image repo init $name; done
      for name in base other gone spent; do "$PCOCC" image import $name.raw user:$name; done
      "$PCOCC" image save changed.raw user:base
      # One deleted image whose blob is in the trash too, and one whose blob is not there yet.
      "$PCOCC" image delete user:gone
      find user/data -type f -exec touch -d '3 days ago' '{}' +
      "$PCOCC" image repo gc user
      ls user/.trash/*/data/*
      "$PCOCC" image delete user:spent
      mkdir out before
      cp -a user global out before
      """)
    try #require(result.status == 0, "\(result.standardError)")
  }

  func reset() throws {
    let names = Self.folders.joined(separator: " ")
    let result = try pcocc.shell("rm -rf \(names) && cp -a before/* .")
    try #require(result.status == 0, "\(result.standardError)")
  }

  /// Runs a verb under strace, with a fault or without.
  func run(
    _ trial: FaultTrial, _ fault: (call: SystemCall, fault: String)? = nil
  ) throws -> (result: ProgramResult, trace: SystemCallTrace) {
    let options =
      fault.map {
        "-e trace=\($0.call.name) -e inject=\($0.call.name):\($0.fault):when=\($0.call.number)"
      } ?? "-e '\(SystemCallTrace.filter)'"
    let words = trial.arguments.map { "'\($0)'" }.joined(separator: " ")
    let result = try pcocc.shell(
      "exec \(strace) -f -y -o trace \(options) \"$PCOCC\" image \(words)")
    let text = try String(contentsOfFile: pcocc.folder.appending("trace").string, encoding: .utf8)
    return (result, SystemCallTrace(text))
  }

  /// The calls of a verb on repositories and on what it writes.
  func calls(of trial: FaultTrial) throws -> [SystemCall] {
    try reset()
    let (result, trace) = try run(trial)
    #expect(result.status == 0, "\(result.standardError)")
    return trace.calls(on: Self.folders.map { pcocc.folder.appending($0).string } + ["\"out/"])
  }

  enum Presence: Sendable, Hashable { case absent, whole, broken }

  /// How a revision is, by exporting it.
  func presence(of reference: String, _ file: String) throws -> Presence {
    let result = try pcocc.run("export", "-q", "-t", "raw", reference, "exported")
    defer { try? FileManager.default.removeItem(atPath: pcocc.folder.appending("exported").string) }
    if result.status == 66 { return .absent }
    return result.status == 0 && isSame("exported", file) ? .whole : .broken
  }

  func isSame(_ first: String, _ second: String) -> Bool {
    FileManager.default.contentsEqual(
      atPath: pcocc.folder.appending(first).string, andPath: pcocc.folder.appending(second).string)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: pcocc.folder.appending(name).string)
  }
}
