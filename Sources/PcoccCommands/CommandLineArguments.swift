internal import SystemPackage

/// What is done to the arguments before they are parsed.
enum CommandLineArguments {
  /// The arguments without the program's name, as `pcocc` would be given them.
  ///
  /// Called as `pcocc-image`, the program is `pcocc image`. A bare `--compress` gets its default
  /// value, because the parser knows no option whose value may be left out unless it is attached.
  static func normalized(_ arguments: [String]) -> [String] {
    var rest = Array(arguments.dropFirst())
    if FilePath(arguments.first ?? "").lastComponent?.string == "pcocc-image" {
      rest.insert("image", at: 0)
    }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    for index in rest[..<end].indices where rest[index] == "--compress" {
      rest[index] += "=zlib"
    }
    return rest
  }

  /// Whether errors are to be reported as JSON, known even where the arguments cannot be parsed.
  static func askForJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains("--json")
  }
}
