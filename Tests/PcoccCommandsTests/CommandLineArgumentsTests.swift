import Testing

@testable import PcoccCommands

struct CommandLineArgumentsTests {
  struct Case: Sendable {
    var given: [String]
    var expected: [String]
  }

  @Test(arguments: [
    Case(given: ["pcocc", "image", "list"], expected: ["image", "list"]),
    Case(given: ["/usr/bin/pcocc-image", "list"], expected: ["image", "list"]),
    Case(given: ["pcocc-image", "-v", "list"], expected: ["image", "-v", "list"]),
    Case(given: [], expected: []),
    Case(
      given: ["pcocc", "image", "import", "--compress", "a", "b"],
      expected: ["image", "import", "--compress=zlib", "a", "b"]),
    Case(
      given: ["pcocc", "image", "import", "--compress", "zstd", "a", "b"],
      expected: ["image", "import", "--compress", "zstd", "a", "b"]),
    Case(
      given: ["pcocc", "--compress=zstd", "--", "--compress"],
      expected: ["--compress=zstd", "--", "--compress"]),
    Case(
      given: ["pcocc", "image", "list", "-nfjson", "-Ruser", "-oname,id", "-f=csv"],
      expected: [
        "image", "list", "-n", "-f", "json", "-R", "user", "-o", "name,id", "-f=csv",
      ]),
    Case(
      given: ["pcocc", "image", "export", "-ocompat=0.10", "-t", "qcow2", "-", "--", "-fjson"],
      expected: ["image", "export", "-o", "compat=0.10", "-t", "qcow2", "-", "--", "-fjson"]),
    Case(given: ["pcocc", "-nv", "-x", "-xfjson"], expected: ["-nv", "-x", "-xfjson"]),
  ])
  func normalizes(_ table: Case) {
    #expect(CommandLineArguments.normalized(table.given) == table.expected)
  }

  @Test func findsTheRequestForJSON() {
    #expect(CommandLineArguments.askForJSON(["image", "list", "--json"]))
    #expect(!CommandLineArguments.askForJSON(["image", "show", "--", "--json"]))
    #expect(!CommandLineArguments.askForJSON(["image", "list"]))
    #expect(CommandLineArguments.askForJSON(["image", "list"], preferred: .json))
    #expect(!CommandLineArguments.askForJSON(["image", "list", "-P"], preferred: .json))
    #expect(!CommandLineArguments.askForJSON(["image", "list", "-f", "csv"], preferred: .json))
    #expect(CommandLineArguments.askForJSON(["image", "list", "-f=json"]))
  }

  @Test(arguments: [
    Case(given: ["image", "repo", "init", "x"], expected: ["pcocc", "image", "repo", "init"]),
    Case(given: ["-v", "image", "-v", "show"], expected: ["pcocc", "image", "show"]),
    Case(given: ["image", "nonsense"], expected: ["pcocc", "image"]),
    Case(
      given: ["--color", "always", "image", "--color=never", "list"],
      expected: ["pcocc", "image", "list"]),
    Case(given: [], expected: ["pcocc"]),
  ])
  func findsTheCommandThatIsMeant(_ table: Case) {
    #expect(CommandPath(table.given).words == table.expected)
  }
}
