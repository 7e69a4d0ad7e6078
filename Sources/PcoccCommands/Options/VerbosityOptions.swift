internal import ArgumentParser

/// How much is said on standard error, and in which colors. Accepted before `image` as well, as pcocc
/// has it.
struct VerbosityOptions: ParsableArguments {
  static let colorName = "--color"

  @Flag(name: .shortAndLong, help: "Say what is being done, each step on files included")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "Put states and errors in color; auto, the default, does so on a terminal",
      valueName: "when"))
  var color: ColorMode?

  func validate() throws {
    if verbose, quiet { throw ValidationError("-v and -q exclude each other") }
  }

  func level(_ preferences: Preferences) -> Reporter.Level {
    if quiet { return .quiet }
    return verbose ? .verbose : preferences.level
  }
}
