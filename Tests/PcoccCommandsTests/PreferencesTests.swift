import FileSupport
import Testing

@testable import PcoccCommands

struct PreferencesTests {
  @Test func nothingIsPreferred() throws {
    #expect(try Preferences([:]) == Preferences())
    #expect(try Preferences(["PCOCC_COLOR": "", "PCOCC_UTC": "", "COLOR": "x"]) == Preferences())
  }

  @Test func eachVariable() throws {
    let preferences = try Preferences([
      "PCOCC_COLOR": "always", "PCOCC_PROGRESS": "NONE", "PCOCC_THREADS": "3",
      "PCOCC_FORMAT": "yaml", "PCOCC_UTC": "1",
      "PCOCC_BYTES": "yes", "PCOCC_QUIET": "true",
    ])
    #expect(preferences.color == .always)
    #expect(preferences.threads == 3)
    #expect(preferences.progress == WorkOptions.ProgressMode.none)
    #expect(preferences.format == .yaml)
    #expect(preferences.isUTC && preferences.isBytes)
    #expect(preferences.level == .quiet)
    #expect(try Preferences(["PCOCC_VERBOSE": "1", "PCOCC_QUIET": "0"]).level == .verbose)
  }

  @Test(arguments: [
    "PCOCC_COLOR", "PCOCC_PROGRESS", "PCOCC_THREADS", "PCOCC_FORMAT", "PCOCC_UTC", "PCOCC_BYTES",
    "PCOCC_QUIET",
    "PCOCC_VERBOSE",
  ])
  func badValueIsNamed(_ variable: String) throws {
    let run = try CommandRun.perform(["image", "list"], variables: [variable: "x\u{1b}"])
    #expect(run.status == 78)
    #expect(run.errors.hasPrefix("pcocc image: bad value \"x\\u{1b}\" of \(variable); expected "))
    // Help is needed most where something is wrong.
    #expect(try CommandRun.perform(["--help"], variables: [variable: "x"]).status == 0)
  }

  @Test func quietAndVerboseExcludeEachOther() {
    let error = #expect(throws: PcoccError.self) {
      _ = try Preferences(["PCOCC_QUIET": "1", "PCOCC_VERBOSE": "1"])
    }
    #expect(error?.code == .configuration)
  }

  @Test func theCommandLineDecides() throws {
    let variables = ["PCOCC_FORMAT": "json", "PCOCC_VERBOSE": "1"]
    #expect(try CommandRun.perform(["image", "list"], variables: variables).output == "[]\n")
    let run = try CommandRun.perform(
      ["image", "repo", "list", "-q", "-f", "value", "-c", "name"], variables: variables)
    #expect(run.output == "user\n")
    #expect(run.errors == "")
    let parsable = try CommandRun.perform(
      ["image", "repo", "list", "-P", "-n", "-o", "name"], variables: variables)
    #expect(parsable.output == "user\n")
  }

  @Test func errorsFollowTheForm() throws {
    let variables = ["PCOCC_FORMAT": "json"]
    let json = try CommandRun.perform(["image", "list", "-R", "x"], variables: variables)
    #expect(json.errors.hasPrefix(#"{"error":"#))
    for form in [["-f", "JSON"], ["--format=Json"], ["-fJSON"]] {
      let run = try CommandRun.perform(["image", "list", "-R", "x"] + form)
      #expect(run.errors.hasPrefix(#"{"error":"#), "\(form)")
    }
    for form in [["-f", "csv"], ["--format=csv"], ["-P"], ["-z"]] {
      let run = try CommandRun.perform(["image", "list", "-R", "x"] + form, variables: variables)
      #expect(run.errors.hasPrefix("pcocc image: repository"), "\(form)")
    }
  }

  /// Verbs without a choice of forms say what they did, and what went wrong, as ever.
  @Test func theFormIsThatOfListsAndDescriptions() throws {
    let variables = ["PCOCC_FORMAT": "json"]
    let made = try CommandRun.perform(["image", "repo", "init", "user"], variables: variables)
    #expect(made.status == 0 && made.output == "")
    #expect(made.errors.contains("repository"))
    let failed = try CommandRun.perform(["image", "set", "x", "a"], variables: variables)
    #expect(failed.errors == "pcocc image: \"a\" is not KEY=VALUE\n")
    let asked = try CommandRun.perform(["image", "set", "--json", "x", "a"], variables: variables)
    #expect(asked.errors.hasPrefix(#"{"error":"#))
  }

  struct Colors: Sendable {
    var mode: ColorMode
    var variables: [String: String]
    var onTerminal: Bool
    var elsewhere: Bool
  }

  @Test(arguments: [
    Colors(mode: .auto, variables: ["TERM": "xterm"], onTerminal: true, elsewhere: false),
    Colors(mode: .auto, variables: ["TERM": "dumb"], onTerminal: false, elsewhere: false),
    Colors(mode: .auto, variables: [:], onTerminal: false, elsewhere: false),
    Colors(
      mode: .auto, variables: ["TERM": "xterm", "NO_COLOR": "1"], onTerminal: false,
      elsewhere: false),
    Colors(
      mode: .auto, variables: ["TERM": "xterm", "NO_COLOR": ""], onTerminal: true, elsewhere: false),
    Colors(
      mode: .always, variables: ["TERM": "dumb", "NO_COLOR": "1"], onTerminal: true,
      elsewhere: true),
    Colors(mode: .never, variables: ["TERM": "xterm"], onTerminal: false, elsewhere: false),
  ])
  func colors(_ table: Colors) {
    let terminal = TerminalTraits(table.variables)
    #expect(terminal.hasColor(table.mode, isTerminal: true) == table.onTerminal)
    #expect(terminal.hasColor(table.mode, isTerminal: false) == table.elsewhere)
  }

  @Test func ellipsisIsInTheLocalesEncoding() {
    #expect(TerminalTraits(["LANG": "C.UTF-8"]).ellipsis == "…")
    #expect(TerminalTraits(["LC_ALL": "de_DE.utf8", "LANG": "C"]).ellipsis == "…")
    #expect(TerminalTraits(["LC_CTYPE": "C", "LANG": "C.UTF-8"]).ellipsis == "...")
    #expect(TerminalTraits([:]).ellipsis == "...")
  }
}
