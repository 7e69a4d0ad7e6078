import Foundation
import ImageStore
import SystemPackage
import TestSupport

@testable import PcoccCommands

/// A run of the program inside the test's process.
struct CommandRun {
  var status: Int32
  var output: String
  var errors: String

  /// Runs `pcocc` in a home folder of its own, where nothing is configured.
  static func perform(
    _ arguments: [String], variables: [String: String] = [:]
  ) throws -> CommandRun {
    try withTemporaryFolder { folder in
      let output = folder.appending("out")
      let errors = folder.appending("err")
      let invocation = Invocation(
        arguments: ["pcocc"] + arguments, results: ResultStream(try create(output)),
        messages: MessageStream(try create(errors)), variables: variables,
        environment: ProcessEnvironment(
          configuration: ConfigurationEnvironment(
            variables: ["PCOCC_SYSTEM_CONF_DIR": folder.appending("etc").string],
            homeDirectory: folder, user: "ada"),
          hostName: "here", processID: 7, userID: geteuid()))
      let status = invocation.perform()
      return CommandRun(
        status: status, output: try String(contentsOfFile: output.string, encoding: .utf8),
        errors: try String(contentsOfFile: errors.string, encoding: .utf8))
    }
  }

  private static func create(_ path: FilePath) throws -> FileDescriptor {
    try FileDescriptor.open(
      path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
  }
}
