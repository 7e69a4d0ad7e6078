/// What environment variables say of the terminal.
struct TerminalTraits: Sendable, Hashable {
  /// Whether it moves the cursor and shows colors.
  var isCapable: Bool
  /// Whether the user wants colors where nothing else says so; see no-color.org.
  var wantsColor: Bool
  /// Stands for what is left out of a line.
  var ellipsis: String

  init(_ variables: [String: String]) {
    isCapable = !["", "dumb"].contains(variables["TERM"] ?? "")
    wantsColor = (variables["NO_COLOR"] ?? "").isEmpty
    // The first of these that is not empty decides, says locale(7).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { variables[$0] }
      .first { !$0.isEmpty }
    let encoding = locale?.uppercased() ?? ""
    ellipsis = encoding.contains("UTF-8") || encoding.contains("UTF8") ? "…" : "..."
  }

  /// - Parameter isTerminal: whether the stream is one.
  func hasColor(_ mode: ColorMode, isTerminal: Bool) -> Bool {
    switch mode {
    case .always: true
    case .never: false
    case .auto: isTerminal && isCapable && wantsColor
    }
  }
}
