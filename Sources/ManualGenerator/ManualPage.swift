/// The manual page of one command in the mdoc language (mdoc(7)).
struct ManualPage {
  /// The words that call the command, as in `pcocc image import`.
  let words: [String]
  /// Its usage, laid out in lines.
  let usage: [String]
  let command: CommandHelp
  /// Sections that all pages share.
  let common: HelpSections
  /// The words that call each command there is.
  let allCommands: [[String]]

  /// A fixed date: pages change only when the program does.
  private static let date = "November 22, 2026"

  var fileName: String { name + ".1" }

  private var name: String { words.joined(separator: "-") }

  var text: String {
    let help = HelpSections(command.discussion ?? "")
    var lines = [
      ".Dd \(Self.date)",
      ".Dt \(name.uppercased()) 1",
      ".Os",
      ".Sh NAME",
      ".Nm \(name)",
      ".Nd \((command.abstract ?? "").loweringFirst.mdoc)",
    ]
    lines += verbatim("SYNOPSIS", usage)
    lines += [".Sh DESCRIPTION"]
    lines += (help.paragraphs.map(\.sentences) + argumentLists + [subcommandList])
      .filter { !$0.isEmpty }.joined(separator: [".Pp"])
    let shared = [("ENVIRONMENT", "Ev "), ("FILES", "Pa "), ("EXIT STATUS", "")]
    for (heading, macro) in shared {
      lines += section(heading, both(help, heading), macro)
    }
    for heading in help.headings
    where !(shared.map(\.0) + ["EXAMPLES", "NOTES"]).contains(heading) {
      lines += section(heading, help.lines(heading), "Sy ")
    }
    lines += verbatim("EXAMPLES", help.lines("EXAMPLES"))
    lines += section("NOTES", both(help, "NOTES"), "Sy ")
    lines += [".Sh SEE ALSO"] + seeAlso
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the command says, then what is said of all; once where the command is the one that says it.
  /// What the command tells of a name is all that is told of it.
  private func both(_ help: HelpSections, _ heading: String) -> [String] {
    let (own, shared) = (help.lines(heading), common.lines(heading))
    guard own != shared, !own.isEmpty else { return shared }
    if heading == "EXIT STATUS" {
      return shared.map { line in
        own.first { $0.prefix(while: \.isNumber) == line.prefix(while: \.isNumber) } ?? line
      }
    }
    let names = Set(own.compactMap { SectionBody.row($0)?.name })
    let others = shared.filter { line in
      SectionBody.row(line).map { !names.contains($0.name) } ?? true
    }
    return own + (heading == "NOTES" ? [""] : []) + others
  }

  /// One of those that belong to no group, then one for each group.
  private var argumentLists: [[String]] {
    let arguments = command.manualArguments
    let titles = arguments.compactMap(\.sectionTitle)
      .reduce(into: [String]()) { titles, title in
        if !titles.contains(title) { titles.append(title) }
      }
    let items = { (title: String?) in
      ArgumentItem.all(arguments.filter { $0.sectionTitle == title }).flatMap(\.lines)
    }
    return [list("The arguments are as follows:", items(nil))]
      + titles.map { list("\($0.uppercased()) is one of the following:", items($0)) }
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

  private func verbatim(_ heading: String, _ lines: [String]) -> [String] {
    guard !lines.isEmpty else { return [] }
    return [".Sh \(heading)", ".Bd -literal"] + lines.map(\.mdoc) + [".Ed"]
  }

  /// - Parameter macro: of the names in its lists.
  private func section(_ heading: String, _ lines: [String], _ macro: String) -> [String] {
    lines.isEmpty ? [] : [".Sh \(heading)"] + SectionBody(lines, macro: macro).text
  }
}

extension ManualPage {
  /// The commands above and beside this one, those that its texts name, and the pages on what they all
  /// work with.
  private var seeAlso: [String] {
    let texts = [command.discussion ?? ""] + command.manualArguments.map { $0.abstract ?? "" }
    let named = texts.flatMap { $0.matches(of: #/"([a-z]+(?: [a-z]+)?)"/#) }
      .map { Array(words.prefix(2)) + $0.1.split(separator: " ").map(String.init) }
    let isDeep = words.count > 3
    let related = allCommands.filter { other in
      let isBeside = isDeep && other.dropLast() == words.dropLast()
      let isAbove = words.count > 2 && other == words.dropLast()
      return other != words && (isAbove || isBeside || named.contains(other))
    }
    let pages =
      related.map { "\($0.joined(separator: "-")) 1" }.sorted() + ["repos.yaml 5"]
      + (readsOrWritesFiles ? ["pcocc-image-formats 7"] : [])
      + ["pcocc-image-repository 7", "pcocc-image-uri 7"]
    return pages.dropLast().map { ".Xr \($0) ," } + pages.suffix(1).map { ".Xr \($0)" }
  }

  private var readsOrWritesFiles: Bool {
    words.count == 2 || ["import", "export", "inspect", "save"].contains(words.last)
  }
}
