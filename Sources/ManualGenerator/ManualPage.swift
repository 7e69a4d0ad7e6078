/// The manual page of one command in the mdoc language (mdoc(7)).
struct ManualPage {
  /// The words that call the command, as in `pcocc image import`.
  let words: [String]
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
      ".Sh SYNOPSIS",
    ]
    lines += synopsis
    lines += [".Sh DESCRIPTION"]
    lines += (help.paragraphs.map(\.sentences) + [optionList, subcommandList])
      .filter { !$0.isEmpty }.joined(separator: [".Pp"])
    lines += verbatimSection("NOTES", help, as: "Ss")
    for heading in ["ENVIRONMENT", "FILES", "EXIT STATUS"] {
      lines += verbatimSection(heading, help.sections[heading] == nil ? common : help)
    }
    lines += verbatimSection("EXAMPLES", help)
    lines += [".Sh SEE ALSO"] + seeAlso
    return lines.joined(separator: "\n") + "\n"
  }

  private var synopsis: [String] {
    var lines = [".Nm \(words.joined(separator: " "))"]
    let arguments = command.manualArguments
    let operands = arguments.filter { $0.kind == "positional" }
    for argument in arguments.filter({ $0.kind != "positional" }) + operands {
      let value = (argument.valueName ?? "").mdoc
      switch argument.kind {
      case "positional": lines.append(".\(argument.isOptional ? "Op " : "")Ar \(value)")
      case "flag": lines.append(".Op Fl \(argument.flagName)")
      default: lines.append(".Op Fl \(argument.flagName) Ar \(value)")
      }
    }
    if command.subcommands != nil { lines.append(".Ar command") }
    return lines
  }

  private var optionList: [String] {
    let arguments = command.manualArguments
    guard !arguments.isEmpty else { return [] }
    let items = arguments.flatMap { argument -> [String] in
      let value = (argument.valueName ?? "").mdoc
      let names = argument.spellings.map { ".Fl \(String($0.dropFirst()).mdoc)" }
      let head: String
      switch argument.kind {
      case "positional": head = ".It Ar \(value)"
      case "flag": head = ".It " + names.map { $0.dropFirst() }.joined(separator: " , ")
      default: head = ".It " + names.map { $0.dropFirst() }.joined(separator: " , ") + " Ar \(value)"
      }
      return [head, (argument.abstract ?? "").mdoc]
    }
    return ["The arguments are as follows:", ".Bl -tag -width Ds"] + items + [".El"]
  }

  private var subcommandList: [String] {
    let commands = (command.subcommands ?? []).filter(\.shouldDisplay)
      .filter { $0.commandName != "help" }
    guard !commands.isEmpty else { return [] }
    let items = commands.flatMap {
      [".It Xr \((words + [$0.commandName]).joined(separator: "-")) 1", ($0.abstract ?? "").mdoc]
    }
    return ["The commands are as follows:", ".Bl -tag -width Ds"] + items + [".El"]
  }

  private func verbatimSection(
    _ heading: String, _ help: HelpSections, as macro: String = "Sh"
  ) -> [String] {
    let lines = help.lines(heading)
    guard !lines.isEmpty else { return [] }
    return [".\(macro) \(heading)", ".Bd -literal -offset indent"] + lines.map(\.mdoc) + [".Ed"]
  }

  private var seeAlso: [String] {
    let parent = words.dropLast().joined(separator: "-")
    let first = words.count > 2 ? [".Xr \(parent) 1 ,"] : []
    return first + [".Xr repos.yaml 5"]
  }
}

extension CommandHelp.Argument {
  /// The name for the synopsis, without its first dash.
  fileprivate var flagName: String { String((spellings.first ?? "").dropFirst()).mdoc }
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
