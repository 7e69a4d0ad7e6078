internal import Foundation

/// The program whose manual is written; it is asked for everything that the pages say.
struct DocumentedProgram {
  let path: String

  /// All commands with their arguments.
  func help() throws -> CommandHelp {
    let text = try output(["--experimental-dump-help"])
    return try JSONDecoder().decode(ProgramHelp.self, from: Data(text.utf8)).command
  }

  /// The lines that show how a command is called: which operands may be left out is told nowhere
  /// else.
  func usage(_ words: [String]) throws -> [String] {
    let title = "USAGE: "
    let lines = try output(words.dropFirst() + ["--help"]).components(separatedBy: "\n")
    return lines.drop { !$0.hasPrefix(title) }.prefix { !$0.isEmpty }
      .map { String($0.dropFirst(title.count)) }
  }

  private func output(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw ProgramFailure(
        command: ([path] + arguments).joined(separator: " "), status: process.terminationStatus)
    }
    return String(decoding: data, as: UTF8.self)
  }
}
