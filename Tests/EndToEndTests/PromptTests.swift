import Foundation
import SystemPackage
import TestSupport
import Testing

/// What a user sees at a terminal, and what programs get instead.
struct PromptTests {
  private static let longName = "an-image-with-a-name-that-is-rather-long-for-a-narrow-terminal"

  /// A program with an image in each repository, and terminals that can show colors.
  private func withImages(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 16)
      for name in ["box", "global:\(Self.longName)"] {
        let result = try pcocc.run("import", "-q", "-m", "日本\u{1b}[2Jの説明", source.string, name)
        #expect(result.status == 0)
      }
      try body(pcocc.with(["TERM": "xterm", "LANG": "C.UTF-8"]))
    }
  }

  @Test func everyVerbTellsWhenItsResultIsLost() throws {
    try withImages { pcocc in
      let verbs = [
        "list", "list --json", "list -P", "list -z", "list -f csv", "list -f yaml", "show box",
        "show --json box", "show -f value box", "path box", "path --json box", "find box",
        "inspect disk.raw", "history box", "repo list", "repo doctor user", "diff box box",
        "delete --dry-run box", "refresh", "stage --dir stage box", "stage list --dir stage",
        "import --json disk.raw other", "set --json box a=b", "export -t raw box -",
        "verify --json",
        "--help", "list --help", "repo", "trash list", "lease list", "members box", "task list",
        "repo gc --dry-run", "delete --json global:\(Self.longName)",
      ]
      for verb in verbs {
        let result = try pcocc.shell("$PCOCC image \(verb) > /dev/full")
        #expect(result.status == 74, "\(verb)")
        if verb.hasPrefix("export") {
          let line = "pcocc image: cannot write to the output: no space left on device; free some"
          #expect(result.standardError.hasPrefix(line))
        } else if verb.contains("--json") {
          #expect(result.standardError.contains(#""code":"no-space""#), "\(verb)")
        } else {
          let line = "pcocc image: standard output: cannot write: no space left on device"
          #expect(result.standardError.contains(line), "\(verb): \(result.standardError)")
        }
      }
      #expect(try pcocc.shell("$PCOCC --version > /dev/full").status == 74)
      #expect(try pcocc.shell("$PCOCC image list >&-").status == 74)
      #expect(pcocc.leftovers == [])
    }
  }

  /// Whoever cannot see the result of a change must not make it twice; a lease whose id nobody has seen is
  /// given back.
  @Test func aChangeWhoseResultIsLostIsSaidToBeDone() throws {
    try withImages { pcocc in
      #expect(try pcocc.run("stage", "--dir", "stage", "box").status == 0)
      let done = "what was asked for has been done, only its result is lost"
      for verb in [
        "import disk.raw other", "set box a=b", "rename other third", "delete third",
        "stage drop --all --dir stage", "repo gc",
      ] {
        let result = try pcocc.shell("$PCOCC image \(verb) --json > /dev/full")
        #expect(result.status == 74)
        #expect(result.standardError.contains(done), "\(verb)")
      }
      for verb in ["delete box", "repo gc", "repo upgrade user"] {
        let result = try pcocc.shell("$PCOCC image \(verb) --dry-run --json > /dev/full")
        #expect(result.status == 74)
        #expect(!result.standardError.contains(done), "\(verb)")
      }
      for verb in ["lease take box", "path --lease box", "stage --lease --dir stage box"] {
        #expect(try pcocc.shell("$PCOCC image \(verb) > /dev/full").status == 74)
        #expect(try pcocc.run("lease", "list", "-n", "-P").standardOutput == "", "\(verb)")
      }
    }
  }

  /// As with git and ls: a shell sees signal PIPE, nobody sees a message.
  @Test func aPipeThatIsCutEndsTheProgramQuietly() throws {
    try withImages { pcocc in
      for verb in ["image list", "image list --json", "--help", "image export -q box -"] {
        let result = try pcocc.shell(
          "bash -c '{ sleep 0.2; $PCOCC \(verb); echo $? >&2; } | true'")
        #expect(result.standardError == "141\n", "\(verb)")
      }
      // Who ignores the signal wants to be told.
      let ignored = try pcocc.shell(
        "bash -c 'trap \"\" PIPE; { sleep 0.2; $PCOCC image list; echo $? >&2; } | true'")
      #expect(
        ignored.standardError == "pcocc image: standard output: cannot write: broken pipe\n74\n")
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func tablesFitTheTerminal() throws {
    try withImages { pcocc in
      let whole = try pcocc.run("list", "-R", "global", "-o", "name,date,description")
        .standardOutput
      let wide = try pcocc.runOnTerminal(
        "list", "-R", "global", "-o", "name,date,description", columns: 200)
      #expect(wide.output == whole)
      let narrow = try pcocc.runOnTerminal(
        "list", "-R", "global", "-o", "name,date,description", columns: 100)
      let line = try #require(narrow.output.split(separator: "\n").last)
      #expect(line.hasPrefix("\(Self.longName)  20"))
      #expect(line.hasSuffix("…"))
      #expect(!narrow.output.contains("\u{1b}"))
      let dumb = try pcocc.with(["LANG": "C"]).runOnTerminal("list", "-R", "global", columns: 90)
      #expect(dumb.output.split(separator: "\n").last?.hasSuffix("...") == true)
      // A form for programs is the same wherever it goes.
      let csv = try pcocc.run("list", "-f", "csv").standardOutput
      #expect(try pcocc.runOnTerminal("list", "-f", "csv", columns: 40).output == csv)
    }
  }

  @Test func bareValuesEndInNUL() throws {
    try withImages { pcocc in
      let result = try pcocc.run("list", "-z", "-R", "user", "-o", "name,description")
      #expect(result.standardOutput == "box 日本\u{1b}[2Jの説明\0")
      let count = try pcocc.shell(
        "$PCOCC image list -z -o uri | xargs -0 -n1 $PCOCC image path | wc -l")
      #expect(count.standardOutput == "2\n")
      for options in [["-z", "-P"], ["-z", "--json"], ["-z", "-f", "csv"]] {
        #expect(try pcocc.run(["list"] + options).status == 64)
      }
    }
  }

  /// A terminal gets no control character that stands in a description or a name of an argument.
  @Test func nothingMovesTheCursor() throws {
    try withImages { pcocc in
      for line in [
        "list -o description", "show box", "show -f value box", "list -f value -o description",
        "list -f csv -o description", "list -f yaml", "list --json", "list -P -o description",
        "list -z -o description", "history box", "show --attributes box",
        "path $'a\\e[2J'", "list -R $'a\\e[2J'", "import $'a\\e[2J' b", "$'a\\e[2J'",
      ] {
        let shown = try pcocc.shellOnTerminal("$PCOCC image \(line)", columns: 200)
        #expect(!shown.output.contains("\u{1b}[2J"), "\(line)")
      }
    }
  }

  @Test func statesAndErrorsAreInColor() throws {
    try withImages { pcocc in
      #expect(try pcocc.run("deactivate", "box").status == 0)
      let red = "\u{1b}[31mpcocc image:\u{1b}[0m "
      let state = "\u{1b}[33mdeactivated\u{1b}[0m\n"
      #expect(try pcocc.runOnTerminal("list", "-R", "x").output.hasPrefix(red))
      #expect(try pcocc.runOnTerminal("nonsense").output.hasPrefix(red))
      #expect(
        try pcocc.runOnTerminal("list", "-n", "-R", "user", "-o", "status").output == state)
      let plain = [
        try pcocc.run("list", "-R", "x").standardError,
        try pcocc.with(["NO_COLOR": "1"]).runOnTerminal("list", "-R", "x").output,
        try pcocc.with(["TERM": "dumb"]).runOnTerminal("list", "-R", "x").output,
        try pcocc.with(["PCOCC_COLOR": "never"]).runOnTerminal("list", "-R", "x").output,
        try pcocc.runOnTerminal("--color", "never", "list", "-R", "x").output,
        try pcocc.runOnTerminal("list", "--color=never", "-R", "x").output,
        try pcocc.runOnTerminal("list", "-f", "value", "-c", "status").output,
      ]
      for output in plain { #expect(!output.contains("\u{1b}"), "\(output)") }
      for arguments in [["--color=always", "list"], ["list", "--color", "always"]] {
        let forced = try pcocc.run(arguments + ["-n", "-R", "user", "-o", "status"])
        #expect(forced.standardOutput == state)
      }
      #expect(
        try pcocc.with(["PCOCC_COLOR": "always"]).run("list", "-R", "x").standardError
          .hasPrefix(red))
    }
  }

  @Test func sizesInBytes() throws {
    try withImages { pcocc in
      let bytes = try pcocc.run("list", "-R", "user", "-n", "--bytes", "-o", "virtual_size")
      #expect(bytes.standardOutput == "1048576\n")
      let preferred = try pcocc.with(["PCOCC_BYTES": "1"]).run(
        "list", "-R", "user", "-n", "-o", "virtual_size")
      #expect(preferred.standardOutput == "1048576\n")
      #expect(
        try pcocc.run("list", "-R", "user", "-n", "-o", "virtual_size").standardOutput
          == "1.0 MiB\n")
      #expect(try pcocc.run("show", "--bytes", "box").standardOutput.contains("Disk:"))
      #expect(try pcocc.run("show", "--bytes", "box").standardOutput.contains("1048576\n"))
      #expect(try pcocc.run("inspect", "--bytes", "disk.raw").standardOutput.contains("1048576\n"))
    }
  }
}
