internal import Foundation
public import SystemPackage

/// The programs whose results ours are compared with.
public enum Oracle {
  /// A program that a test needs and this machine lacks; the test fails, it is never skipped.
  public struct Missing: Error, CustomStringConvertible {
    public var program: String
    public var package: String
    public var description: String {
      "\(program) is not installed: install the package \(package) (\"make test\" does)"
    }
  }

  /// A run of an oracle that ended with a failure.
  public struct Failure: Error, CustomStringConvertible {
    public var command: [String]
    public var result: ProgramResult
    public var description: String {
      "\(command.joined(separator: " ")) ended with \(result.status): \(result.standardError)"
    }
  }

  /// Runs qemu-img and returns what it printed; throws where it fails.
  @discardableResult
  public static func qemuImg(_ arguments: [String]) throws -> String {
    try run("qemu-img", package: "qemu-utils", arguments)
  }

  /// Runs qemu-io and returns what it printed; throws where it fails.
  @discardableResult
  public static func qemuIO(_ arguments: [String]) throws -> String {
    try run("qemu-io", package: "qemu-utils", arguments)
  }

  /// Runs any program on PATH and returns what it printed; throws where it fails.
  @discardableResult
  public static func run(
    _ program: String, package: String, _ arguments: [String]
  ) throws -> String {
    let path = try find(program, package: package)
    let result = try Program.run(path, arguments)
    guard result.status == 0 else {
      throw Failure(command: [program] + arguments, result: result)
    }
    return result.standardOutput
  }

  /// Where a program on PATH lies.
  public static func find(_ program: String, package: String) throws -> FilePath {
    guard let path = Program.find(program) else {
      throw Missing(program: program, package: package)
    }
    return path
  }

  /// A file that a package installs.
  public static func file(_ path: FilePath, package: String) throws -> FilePath {
    guard FileManager.default.fileExists(atPath: path.string) else {
      throw Missing(program: path.string, package: package)
    }
    return path
  }
}
