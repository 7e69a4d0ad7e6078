internal import DiskImage
internal import SystemPackage

/// What is done to the arguments before they are parsed.
enum CommandLineArguments {
  /// The arguments without the program's name, as `pcocc` would be given them.
  ///
  /// Called as `pcocc-image`, the program is `pcocc image`. A bare `--compress` gets its default
  /// value, because the parser knows no option whose value may be left out. Values are taken away from
  /// their letters.
  static func normalized(_ arguments: [String]) -> [String] {
    var rest = Array(arguments.dropFirst())
    guard !isCompletion(arguments) else { return rest }
    if FilePath(arguments.first ?? "").lastComponent?.string == "pcocc-image" {
      rest.insert("image", at: 0)
    }
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    var options = rest[..<end].flatMap(separated)
    for index in options.indices where options[index] == "--compress" {
      let next = options.dropFirst(index + 1).first
      if next.flatMap(ClusterCompression.init(name:)) == nil { options[index] += "=zlib" }
    }
    return withHelpFirst(options + rest[end...])
  }

  /// The parser knows "help" as the first word only; completion offers it in every group.
  private static func withHelpFirst(_ arguments: [String]) -> [String] {
    guard let position = arguments.firstIndex(of: help) else { return arguments }
    let path = CommandPath(arguments)
    guard path.unknownVerb == help, path.words.count > 1 else { return arguments }
    return [help] + path.words.dropFirst() + arguments[(position + 1)...]
  }

  static let help = "help"

  /// Whether a shell asks how what is being typed may go on.
  static func isCompletion(_ arguments: [String]) -> Bool {
    arguments.dropFirst().first == "---completion"
  }

  /// The first argument that is not UTF-8, with what is not replaced.
  ///
  /// Swift repairs arguments, and a repaired name is that of another file.
  static func firstIllFormed(_ arguments: [String], count: Int32, _ bytes: Bytes) -> String? {
    arguments.indices.first { index in
      guard index < Int(count), let argument = bytes[index] else { return false }
      return String(validatingCString: argument) == nil
    }.map { arguments[$0] }
  }

  typealias Bytes = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// Whether errors are to be reported as JSON, known even where the arguments cannot be parsed.
  ///
  /// A task's are not: its output is a log, and its result goes elsewhere.
  ///
  /// - Parameter preferred: the form of lists and descriptions where the arguments ask for none.
  static func askForJSON(_ arguments: [String], preferred: ResultFormat? = nil) -> Bool {
    let options = Set(arguments.prefix { $0 != "--" })
    guard !BackgroundOption.isTask(arguments) else { return false }
    if options.contains(JSONOption.name) { return true }
    if let form = value(of: "--format", short: "-f", in: arguments) {
      return form.lowercased() == "json"
    }
    return preferred == .json && CommandPath(arguments).isListing
      && options.isDisjoint(with: ["-P", "--parsable", "-z", "--null"])
  }

  /// The color mode that is asked for, known even where the arguments cannot be parsed.
  static func colorMode(_ arguments: [String]) -> ColorMode? {
    value(of: VerbosityOptions.colorName, in: arguments).flatMap { ColorMode(rawValue: String($0)) }
  }

  /// The value of an option, where it is given.
  private static func value(
    of name: String, short: String? = nil, in arguments: [String]
  ) -> Substring? {
    let options = arguments.prefix { $0 != "--" }
    for (index, option) in options.enumerated() {
      for name in [name, short].compactMap(\.self) {
        if option == name { return options.dropFirst(index + 1).first?[...] }
        if option.hasPrefix(name + "=") { return option.dropFirst(name.count + 1) }
      }
    }
    return nil
  }
}
