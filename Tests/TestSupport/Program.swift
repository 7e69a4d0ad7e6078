internal import Foundation
public import SystemPackage

/// A finished run of another program.
public struct ProgramResult: Sendable {
  public var status: Int32
  public var standardOutput: String
  public var standardError: String
}

/// Runs other programs, with output kept in files so that no pipe can fill up and hang.
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
      let process = Process()
      process.executableURL = URL(fileURLWithPath: executable.string)
      process.arguments = arguments
      if let environment { process.environment = environment }
      if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.string) }
      let outPath = output ?? scratch.appending("out")
      let errPath = scratch.appending("err")
      process.standardInput = try FileHandle(
        forReadingFrom: URL(fileURLWithPath: input?.string ?? "/dev/null"))
      process.standardOutput = try emptyFile(outPath)
      process.standardError = try emptyFile(errPath)
      try process.run()
      process.waitUntilExit()
      let status =
        process.terminationReason == .exit
        ? process.terminationStatus : 128 + process.terminationStatus
      return ProgramResult(
        status: status,
        standardOutput: output == nil
          ? try String(contentsOfFile: outPath.string, encoding: .utf8) : "",
        standardError: try String(contentsOfFile: errPath.string, encoding: .utf8))
    }
  }

  private static func emptyFile(_ path: FilePath) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path.string, contents: nil)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path.string))
  }
}
