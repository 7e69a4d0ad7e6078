/// The manual page of one command in the mdoc language (mdoc(7)).
struct ManualPage {
  /// The words that call the command, as in `pcocc image import`.
  let words: [String]
  /// Its usage, laid out in lines.
  let usage: [String]
  let command: CommandHelp
  /// Sections that all pages share.
  let common: HelpSections

  /// A fixed date: pages change only when the program does.
  private static let date = "November 21, 2026"

  var fileName: String { words.joined(separator: "-") + ".1" }

  var text: String {
    let help = HelpSections(command.discussion ?? "")
    var lines = [
      ".Dd \(Self.date)",
      ".Dt \(words.joined(separator: "-").uppercased()) 1",
      ".Os",
      ".Sh NAME",
      ".Nm \(words.joined(separator: "-"))",
      ".Nd \((command.abstract ?? "").loweringFirst.mdoc)",
    ]
    lines += verbatim("SYNOPSIS", usage)
    lines += [".Sh DESCRIPTION"]
    lines += (help.paragraphs.map(\.sentences) + [argumentList, subcommandList])
      .filter { !$0.isEmpty }.joined(separator: [".Pp"])
    lines += verbatim("NOTES", help.lines("NOTES"), as: "Ss")
    for heading in ["ENVIRONMENT", "FILES", "EXIT STATUS"] {
      lines += verbatim(
        heading, (help.sections[heading] == nil ? common : help).lines(heading))
    }
    lines += verbatim("EXAMPLES", help.lines("EXAMPLES"))
    lines += [".Sh SEE ALSO"] + seeAlso
    return lines.joined(separator: "\n") + "\n"
  }

  private var argumentList: [String] {
    let items = command.manualArguments.flatMap { argument -> [String] in
      let flags = argument.spellings.map { "Fl \(String($0.dropFirst()).mdoc)" }
      let names = flags.isEmpty ? [] : [flags.joined(separator: " , ")]
      let value = argument.kind == "flag" ? [] : ["Ar \(argument.placeholder.mdoc)"]
      return [".It " + (names + value).joined(separator: " ")] + argument.sentences.map(\.mdoc)
    }
    return list("The arguments are as follows:", items)
  }

  private var subcommandList: [String] {
    let items = command.visibleSubcommands.flatMap {
      [".It Xr \((words + [$0.commandName]).joined(separator: "-")) 1", ($0.abstract ?? "").mdoc]
    }
    return list("The commands are as follows:", items)
  }

  private func list(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : [title, ".Bl -tag -width Ds"] + items + [".El"]
  }

  private func verbatim(_ heading: String, _ lines: [String], as macro: String = "Sh") -> [String] {
    guard !lines.isEmpty else { return [] }
    return [".\(macro) \(heading)", ".Bd -literal -offset indent"] + lines.map(\.mdoc) + [".Ed"]
  }

  private var seeAlso: [String] {
    let parent = words.dropLast().joined(separator: "-")
    let first = words.count > 2 ? [".Xr \(parent) 1 ,"] : []
    return first + [".Xr repos.yaml 5"]
  }
}

extension String {
  /// The text with each sentence on a line of its own, as mdoc wants it.
  fileprivate var sentences: [String] {
    replacing(/([.:?!]\)?) (?=[A-Z"])/) { "\($0.output.1)\n" }
      .split(separator: "\n").map { String($0).mdoc }
  }

  fileprivate var loweringFirst: String { prefix(1).lowercased() + dropFirst() }

  /// The text with what mdoc would take for its own escaped.
  fileprivate var mdoc: String {
    let text = split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
