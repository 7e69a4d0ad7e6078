import Foundation
import SystemPackage
import TestSupport
import Testing

/// The program as users run it, with a home folder and repositories of its own.
struct PcoccBinary {
  /// The folder that holds everything.
  let folder: FilePath
  private var environment: [String: String]

  /// Two repositories are configured, `user` and `global`; neither exists yet.
  init(in folder: FilePath) throws {
    self.folder = folder
    // Where line coverage is taken, what this process runs counts too.
    var environment = ProcessInfo.processInfo.environment.filter { $0.key == "LLVM_PROFILE_FILE" }
    environment.merge([
      "HOME": folder.string, "TZ": "CET-1", "PATH": "/usr/bin:/bin",
      "PCOCC_USER_CONF_DIR": folder.string,
      "PCOCC_SYSTEM_CONF_DIR": folder.appending("etc").string,
    ]) { _, ours in ours }
    self.environment = environment
    try configure(
      """
      repos:
        - name: user
          path: \(folder.appending("user"))
        - name: global
          path: \(folder.appending("global"))

      """)
  }

  /// The same with other environment variables besides.
  func with(_ variables: [String: String]) -> PcoccBinary {
    var binary = self
    binary.environment.merge(variables) { $1 }
    return binary
  }

  /// Runs `pcocc image` on a terminal of its own.
  func runOnTerminal(_ arguments: String..., columns: Int = 80) throws -> TerminalResult {
    try Program.run(
      onTerminalWith: columns, Self.path, ["image"] + arguments, environment: environment,
      folder: folder)
  }

  /// Runs a line of shell on a terminal of its own, in which `$PCOCC` is the program.
  func shellOnTerminal(_ line: String, columns: Int = 80) throws -> TerminalResult {
    try Program.run(
      onTerminalWith: columns, "/bin/bash", ["-c", line],
      environment: environment.merging(["PCOCC": Self.path.string]) { $1 }, folder: folder)
  }

  func configure(_ yaml: String) throws {
    try yaml.write(toFile: folder.appending("repos.yaml").string, atomically: true, encoding: .utf8)
  }

  /// Runs `pcocc image` in `folder`.
  func run(
    _ arguments: String..., input: FilePath? = nil, output: FilePath? = nil
  ) throws -> ProgramResult {
    try run(arguments, input: input, output: output)
  }

  func run(
    _ arguments: [String], input: FilePath? = nil, output: FilePath? = nil
  ) throws -> ProgramResult {
    try Program.run(
      Self.path, ["image"] + arguments, environment: environment, input: input, output: output,
      folder: folder)
  }

  /// Runs a line of shell in which `$PCOCC` is the program and `$PCOCC_BENCH` what measures it.
  func shell(_ line: String) throws -> ProgramResult {
    var environment = environment
    environment["PCOCC"] = Self.path.string
    environment["PCOCC_BENCH"] = Self.product("pcocc-bench").string
    return try Program.run("/bin/sh", ["-c", line], environment: environment, folder: folder)
  }

  /// Makes a file of `blocks` times 64 KiB, each of which tells its number.
  func makeFile(_ name: String, blocks: Int) throws -> FilePath {
    let path = folder.appending(name)
    let block = { (number: Int) in
      Data(repeating: UInt8(truncatingIfNeeded: number + 1), count: 64 << 10)
    }
    try Data((0..<blocks).flatMap(block)).write(to: URL(fileURLWithPath: path.string))
    return path
  }

  /// What is left of running or broken operations in both repositories, and beside exported files.
  var leftovers: [String] {
    ["user/.tmp", "global/.tmp", "."].flatMap { name in
      let names = try? FileManager.default.contentsOfDirectory(
        atPath: folder.appending(name).string)
      return (names ?? []).filter { name != "." || $0.hasPrefix(".in-") }
    }
  }

  /// The debug build lies beside the bundle of tests.
  private static var path: FilePath { product("pcocc") }

  private static func product(_ name: String) -> FilePath {
    let bundle = Bundle.main.executablePath ?? CommandLine.arguments[0]
    return FilePath(bundle).removingLastComponent().appending(name)
  }
}

/// Runs `body` with a program of its own; what it leaves behind must be what pcocc accepts.
///
/// - Parameter exceptions: repositories that the test breaks on purpose.
func withPcocc(
  except exceptions: Set<String> = [], _ body: (PcoccBinary) throws -> Void
) throws {
  try withTemporaryFolder { folder in
    try body(try PcoccBinary(in: folder))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.string).sorted()
    where !exceptions.contains(name) {
      let violations = try RepositoryRules.violations(in: folder.appending(name))
      #expect(violations == [], "\(name)")
    }
  }
}
