import Foundation
import SystemPackage
import TestSupport
import Testing

/// Errors that name the next step, steps told by `-v`, the check of the configuration, progress.
struct GuidanceTests {
  @Test func namesThatAreNearlyRight() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 1)
      for name in ["centos7", "global:debian12"] {
        #expect(try pcocc.run("import", "-q", source.string, name).status == 0)
      }
      let expected = [
        "show centos8": "image \"centos8\" not found; did you mean centos7? (pcocc image list)",
        "show centos8@3":
          "image \"centos8@3\" not found; did you mean centos7? (pcocc image list)",
        "path user:cetnos7":
          "image \"user:cetnos7\" not found; did you mean user:centos7? (pcocc image list)",
        "delete debain12":
          "image \"debain12\" not found; did you mean debian12? (pcocc image list)",
        "find debian11": "image \"debian11\" not found; did you mean debian12? (pcocc image list)",
        "show user:debian12":
          "image \"user:debian12\" not found; \"pcocc image list\" shows what there is",
        "show globl:debian12":
          "repository \"globl\" is not configured; did you mean global? (known are: user, global)",
        "unset centos7 foo": "no property \"foo\" of image \"user:centos7\"; there are none",
      ]
      for (verb, line) in expected {
        let result = try pcocc.shell("$PCOCC image \(verb)")
        #expect(result.status == 66, "\(verb)")
        #expect(result.standardError == "pcocc image: \(line)\n")
      }
      let json = try pcocc.run("show", "--json", "centos8").standardError
      #expect(json.contains(#""advice":"did you mean centos7? (pcocc image list)""#))
      #expect(json.contains(#""code":"not-found""#))
    }
  }

  @Test func lookingForWhatWasMeantIsCheap() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "-q", source.string, "box").status == 0)
      let found = try pcocc.run("-v", "path", "box").standardError
      let lost = try pcocc.run("-v", "path", "bux").standardError
      let folder = "read folder \(pcocc.folder)/user/meta: "
      #expect(found.components(separatedBy: folder).count == 2)
      #expect(lost.components(separatedBy: folder).count == 3)
      #expect(!lost.contains("meta/box@0"))
    }
  }

  @Test func verboseTellsEachStep() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 1)
      let quiet = try pcocc.run("import", source.string, "a").standardError
      #expect(quiet.split(separator: "\n").count == 1)
      let result = try pcocc.run("import", "-v", source.string, "b")
      let steps = result.standardError.split(separator: "\n").map(String.init)
      #expect(steps.last == "imported user:b@0 (raw, 64.0 KiB)")
      #expect(steps.dropLast().allSatisfy { $0.hasPrefix("pcocc image: ") })
      let meta = "\(pcocc.folder)/user/meta"
      let wanted = [
        "open \(source)", "bring folder \(meta) to disk", "close \(source): ",
      ].map { "pcocc image: " + $0 }
      for step in wanted { #expect(steps.contains { $0.hasPrefix(step) }, "\(step)") }
      #expect(steps.contains { $0.contains(" as \(meta)/b@0") })
      let preferred = try pcocc.with(["PCOCC_VERBOSE": "1"]).run("path", "a")
      #expect(preferred.standardError.contains("pcocc image: read \(meta)/a@0"))
      #expect(preferred.standardOutput == (try pcocc.run("path", "a").standardOutput))
      #expect(try pcocc.run("-v", "list", "--json").standardError == "")
    }
  }

  @Test func configurationIsChecked() throws {
    try withPcocc { pcocc in
      let good = try pcocc.run("config", "check", "-P", "-n", "-o", "result,subject,place,found")
      #expect(good.status == 0)
      #expect(
        good.standardOutput == """
          ok|file|\(pcocc.folder)/repos.yaml|names 2 repositories
          note|file|\(pcocc.folder)/etc/repos.yaml|does not exist
          note|repository user|\(pcocc.folder)/repos.yaml:2|\(pcocc.folder)/user: does not exist
          note|repository global|\(pcocc.folder)/repos.yaml:4|\(pcocc.folder)/global: does not exist

          """)
      #expect(!FileManager.default.fileExists(atPath: pcocc.folder.appending("user").string))
      let list = try pcocc.run("repo", "list", "-n", "--show-origin", "-P")
      #expect(list.standardOutput.split(separator: "\n").first?.hasSuffix("/repos.yaml:2") == true)
      #expect(try pcocc.run("repo", "list", "-n", "-P").standardOutput.contains("yaml") == false)
      let json = try pcocc.run("repo", "list", "--json").standardOutput
      #expect(
        json.contains(#""line":2,"#) && json.contains(#""origin":"\#(pcocc.folder)/repos.yaml""#))

      try pcocc.configure("repos:\n  - name: user\n    path: rel\n  - nme: x\n")
      let bad = try pcocc.run("config", "check")
      #expect(bad.status == 78)
      #expect(bad.standardOutput.contains("\(pcocc.folder)/repos.yaml:3"))
      #expect(bad.standardOutput.contains("\(pcocc.folder)/repos.yaml:4"))
      #expect(
        bad.standardError.hasSuffix(
          "pcocc image: the configuration has 3 mistakes; mend the places that are listed\n"))
      #expect(bad.standardError.contains("; did you mean name?\n"))
      let record = try pcocc.run("config", "check", "--json")
      #expect(record.standardOutput.contains(#""line":4,"repository":null,"result":"failure""#))
      #expect(record.standardError.contains(#""code":"configuration""#))
    }
  }

  private static let slowExport = "$PCOCC image export box - | { sleep 0.5; cat > /dev/null; }"
  private static let erase = "\r\u{1b}[K"

  @Test func progressIsABarOnATerminal() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 64)
      #expect(try pcocc.run("import", "-q", source.string, "box").status == 0)
      let terminal = pcocc.with(["TERM": "xterm"])
      let shown = try terminal.shellOnTerminal(Self.slowExport, columns: 100).output
      #expect(shown.contains(Self.erase + "box "))
      #expect(shown.contains("% ["))
      #expect(shown.contains(#/[KM]iB of 4\.0 MiB, .*iB/s, 0:\d\d left/#))
      // What follows is shorter than the line of any terminal, however narrow.
      for columns in [20, 60] {
        let bars = try terminal.shellOnTerminal(Self.slowExport, columns: columns).output
          .components(separatedBy: Self.erase).dropFirst().dropLast()
        #expect(!bars.isEmpty && bars.allSatisfy { $0.count < columns }, "\(bars)")
      }
      let silent = [
        try pcocc.with(["TERM": "dumb"]).shellOnTerminal(Self.slowExport).output,
        try terminal.with(["PCOCC_PROGRESS": "none"]).shellOnTerminal(Self.slowExport).output,
        try terminal.with(["PCOCC_QUIET": "1"]).shellOnTerminal(Self.slowExport).output,
        // In the background, the line that the cursor is on is somebody else's.
        try terminal.shellOnTerminal("set -m; \(Self.slowExport) & wait").output,
        try pcocc.shell(Self.slowExport).standardError,
      ]
      for output in silent { #expect(!output.contains(" left"), "\(output)") }
      let asked = Self.slowExport.replacing("export", with: "export --progress=json")
      let json = try terminal.with(["PCOCC_PROGRESS": "none"]).shellOnTerminal(asked).output
      #expect(json.contains(#"{"progress":{"#))
    }
  }
}
