import ArgumentParser
import Testing

@testable import PcoccCommands

struct HelpTests {
  /// A command with the words that call it.
  struct Named: Sendable, CustomStringConvertible {
    var words: [String]
    var command: any ParsableCommand.Type

    var description: String { words.joined(separator: " ") }

    static let all = commands(["pcocc"], PcoccCommand.self)

    private static func commands(
      _ words: [String], _ command: any ParsableCommand.Type
    ) -> [Named] {
      [Named(words: words, command: command)]
        + command.configuration.subcommands.flatMap { command in
          commands(words + [command.configuration.commandName ?? ""], command)
        }
    }
  }

  @Test(arguments: Named.all)
  func text(_ named: Named) throws {
    let text = PcoccCommand.helpMessage(for: named.command, columns: 80)
    try Snapshot.expect(text, named: "help-" + named.words.joined(separator: "-"))
  }

  /// The parser goes on at the margin with what has no room, and leaves a usage as it is.
  @Test(arguments: Named.all)
  func linesHaveRoom(_ named: Named) {
    let configuration = named.command.configuration
    let sections = configuration.discussion.split(separator: "\n").filter { $0.hasPrefix(" ") }
    let usage = (configuration.usage ?? "").split(separator: "\n")
    for line in sections.map(String.init) + usage.map({ "USAGE: \($0)" }) {
      #expect(line.count < 80, "\(line)")
    }
  }

  /// Whether a value follows a letter is known before the parser is asked.
  @Test func lettersAreKnown() {
    var letters: (options: Set<Character>, flags: Set<Character>) = ([], [])
    for named in Named.all {
      let text = PcoccCommand.helpMessage(for: named.command, columns: 200)
      for line in text.split(separator: "\n") {
        guard let match = line.wholeMatch(of: /\ \ -([a-zA-Z])((?:, --[a-z-]+)+)( <.*)?(  .*)?/),
          let letter = match.1.first
        else { continue }
        if match.3 == nil { letters.flags.insert(letter) } else { letters.options.insert(letter) }
      }
    }
    #expect(letters.options == CommandLineArguments.optionLetters)
    #expect(letters.flags == CommandLineArguments.flagLetters)
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
