internal import Foundation

/// Writes the manual pages of all commands of a program to a folder. What the help of "pcocc image" says
/// under ENVIRONMENT, FILES, EXIT STATUS and NOTES is on each of them.
@main
struct ManualGenerator {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let path = arguments.first, let folder = arguments.last else {
      FileHandle.standardError.write(Data("usage: ManualGenerator PROGRAM FOLDER\n".utf8))
      exit(64)
    }
    let program = DocumentedProgram(path: path)
    let root = try program.help()
    for image in root.subcommands ?? [] where image.commandName == "image" {
      let generator = ManualGenerator(
        program: program, folder: folder, common: HelpSections(image.discussion ?? ""),
        allCommands: image.paths(after: [root.commandName]))
      try generator.write(image, words: [root.commandName, image.commandName])
    }
  }

  let program: DocumentedProgram
  let folder: String
  /// Sections that all pages share.
  let common: HelpSections
  /// The words that call each command there is.
  let allCommands: [[String]]

  private func write(_ command: CommandHelp, words: [String]) throws {
    let page = ManualPage(
      words: words, usage: try program.usage(words), command: command, common: common,
      allCommands: allCommands)
    try page.text.write(
      toFile: folder + "/" + page.fileName, atomically: false, encoding: .utf8)
    for subcommand in command.visibleSubcommands {
      try write(subcommand, words: words + [subcommand.commandName])
    }
  }
}
