import Foundation

/// Writes the manual pages of all commands: help, as JSON, on standard input, the folder as the
/// only argument.
@main
struct ManualGenerator {
  static func main() throws {
    guard let folder = CommandLine.arguments.dropFirst().first else {
      FileHandle.standardError.write(Data("usage: ManualGenerator FOLDER <HELP\n".utf8))
      exit(64)
    }
    let input = FileHandle.standardInput.readDataToEndOfFile()
    let program = try JSONDecoder().decode(ProgramHelp.self, from: input).command
    for image in program.subcommands ?? [] where image.commandName == "image" {
      let common = HelpSections(image.discussion ?? "")
      try write(image, words: [program.commandName, image.commandName], common, to: folder)
    }
  }

  private static func write(
    _ command: CommandHelp, words: [String], _ common: HelpSections, to folder: String
  ) throws {
    let page = ManualPage(words: words, command: command, common: common)
    try page.text.write(
      toFile: folder + "/" + page.fileName, atomically: false, encoding: .utf8)
    for subcommand in command.subcommands ?? []
    where subcommand.shouldDisplay && subcommand.commandName != "help" {
      try write(subcommand, words: words + [subcommand.commandName], common, to: folder)
    }
  }
}
