extension String {
  /// The text with each sentence on a line of its own, as mdoc wants it.
  var sentences: [String] {
    replacing(/([.:?!]\)?) (?=[A-Z"])/) { "\($0.output.1)\n" }
      .split(separator: "\n").map { String($0).mdoc }
  }

  var loweringFirst: String { prefix(1).lowercased() + dropFirst() }

  /// The text with what mdoc would take for its own escaped.
  var mdoc: String {
    let text = split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\e")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }

  /// The text as one argument of a macro.
  var mdocArgument: String { contains(" ") ? "\"\(mdoc)\"" : mdoc }
}
