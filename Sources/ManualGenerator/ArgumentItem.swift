/// An argument in the list of a page, or a flag and the one that undoes it.
struct ArgumentItem {
  private var arguments: [CommandHelp.Argument]

  static func all(_ arguments: [CommandHelp.Argument]) -> [ArgumentItem] {
    arguments.reduce(into: []) { items, argument in
      if let last = items.last?.arguments.last, argument.undoes(last) {
        items[items.count - 1].arguments.append(argument)
      } else {
        items.append(ArgumentItem(arguments: [argument]))
      }
    }
  }

  /// In mdoc.
  var lines: [String] {
    guard let argument = arguments.first else { return [] }
    let flags = arguments.flatMap(\.spellings).map { "Fl \(String($0.dropFirst()).mdoc)" }
    let names = flags.isEmpty ? [] : [flags.joined(separator: " , ")]
    let value = argument.kind == "flag" ? [] : ["Ar \(argument.placeholder.mdoc)"]
    var sentences = argument.sentences
    if arguments.count > 1, let abstract = argument.abstract, !abstract.contains(", or ") {
      sentences = [abstract + ", or not."]
    }
    return [".It " + (names + value).joined(separator: " ")] + sentences.map(\.mdoc)
  }
}

extension CommandHelp.Argument {
  fileprivate func undoes(_ other: CommandHelp.Argument) -> Bool {
    guard kind == "flag", let name = names?.first?.name, let undone = other.names?.first?.name
    else {
      return false
    }
    return name == "no-" + undone
  }
}
