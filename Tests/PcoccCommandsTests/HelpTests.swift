import ArgumentParser
import Testing

@testable import PcoccCommands

struct HelpTests {
  @Test(arguments: [
    "pcocc", "pcocc image", "pcocc image list", "pcocc image show", "pcocc image path",
    "pcocc image inspect", "pcocc image import", "pcocc image export", "pcocc image copy",
    "pcocc image delete", "pcocc image undelete", "pcocc image repo", "pcocc image repo list",
    "pcocc image repo init", "pcocc image repo upgrade",
  ])
  func text(_ words: String) throws {
    let names = words.split(separator: " ").dropFirst()
    var command: any ParsableCommand.Type = PcoccCommand.self
    for name in names {
      command = try #require(
        command.configuration.subcommands.first { $0.configuration.commandName == String(name) })
    }
    let text = PcoccCommand.helpMessage(for: command, columns: 80)
    try Snapshot.expect(text, named: "help-" + words.split(separator: " ").joined(separator: "-"))
  }

  @Test(arguments: [["--help"], ["image", "--help"], ["help", "image"], ["image"], []])
  func isAResult(_ arguments: [String]) throws {
    let run = try CommandRun.perform(arguments)
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: pcocc"))
    #expect(run.errors == "")
  }

  @Test func versionIsAResult() throws {
    let run = try CommandRun.perform(["--version"])
    #expect(run.status == 0)
    #expect(run.output == "0.1.0\n")
  }

  /// What manual pages are made of.
  @Test func abstractsAreNoSentences() {
    for command in ImageCommand.configuration.subcommands {
      let abstract = command.configuration.abstract
      #expect(!abstract.isEmpty && !abstract.hasSuffix("."), "\(command)")
    }
  }
}
