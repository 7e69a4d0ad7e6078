import Foundation
import SystemPackage
import TestSupport
import Testing

struct LeaseTests {
  private func withImage(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "disk.raw", "box").status == 0)
      try body(pcocc)
    }
  }

  @Test func takeListAndDrop() throws {
    try withImage { pcocc in
      let taken = try pcocc.run("lease", "box")
      #expect(taken.status == 0)
      let id = String(taken.standardOutput.dropLast())
      #expect(taken.standardError.contains("pcocc image lease drop \(id)"))
      #expect(try pcocc.run("lease", "list", "-n", "-o", "id").standardOutput == "\(id)\n")
      #expect(try pcocc.run("lease", "list", "-R", "global", "--json").standardOutput == "[]\n")
      #expect(try pcocc.run("lease", "drop", id).status == 0)
      #expect(try pcocc.run("lease", "list", "--json").standardOutput == "[]\n")
      #expect(try pcocc.run("lease", "drop", id).status == 66)
      #expect(try pcocc.run("lease", "drop", "../x").status == 64)
    }
  }

  @Test func aLeaseEndsWithTheJob() throws {
    try withImage { pcocc in
      let line = """
        export SLURM_JOB_ID=77 SLURM_JOB_END_TIME=4000000000
        $PCOCC image lease -q --job box
        $PCOCC image lease -q box
        $PCOCC image path -q --lease box >/dev/null
        $PCOCC image stage -q --lease --job --dir stage box >/dev/null
        $PCOCC image lease -q --until 2100-01-01T00:00:00Z box
        $PCOCC image lease list -n -P -o job,until
        """
      let result = try pcocc.shell(line)
      #expect(
        result.standardOutput.split(separator: "\n").filter { $0.contains("|") }
          == ["77|2096-10-02T07:06:40Z"] + Array(repeating: "77|2096-10-02T07:06:40Z", count: 3)
          + ["77|2100-01-01T00:00:00Z"], "\(result.standardError)")
    }
  }

  struct Case: Sendable {
    var line: String
    var words: String
  }

  @Test(arguments: [
    Case(line: "lease --job box", words: "SLURM_JOB_END_TIME is not set"),
    Case(line: "path --lease --job box", words: "SLURM_JOB_END_TIME is not set"),
    Case(line: "lease --job --until +1h box", words: "exclude each other"),
    Case(line: "path --job box", words: "need --lease"),
    Case(line: "stage --until +1h box", words: "need --lease"),
    Case(line: "lease --until 2020-01-01T00:00:00Z box", words: "would have ended already"),
    Case(line: "lease --until soon box", words: "expected a time"),
  ])
  func wrongUse(_ table: Case) throws {
    try withImage { pcocc in
      let result = try pcocc.shell("$PCOCC image \(table.line)")
      #expect(result.status == 64)
      #expect(result.standardOutput == "")
      #expect(result.standardError.contains(table.words), "\(result.standardError)")
      #expect(try pcocc.run("lease", "list", "-n").standardOutput == "")
    }
  }

  /// Where the superuser runs the tests, no mode keeps it from writing; another user has to.
  @Test func repositoriesOfOthers() throws {
    try withImage { pcocc in
      let prefix =
        geteuid() == 0
        ? "export LLVM_PROFILE_FILE=/dev/null; chmod -R a+rX . && setpriv --reuid=65534 --clear-groups"
        : ""
      #expect(try pcocc.shell("find user -type d -exec chmod a-w {} +").status == 0)
      let refused = try pcocc.shell("\(prefix) $PCOCC image path --lease box")
      #expect(refused.status == 77, "\(refused.standardError)")
      #expect(refused.standardOutput == "")
      #expect(refused.standardError.contains("no lease on \"user:box@0\" can be taken"))
      #expect(
        try pcocc.shell("chmod u+w user && mkdir user/.leases && chmod 1777 user/.leases").status
          == 0)
      #expect(try pcocc.shell("chmod u-w user; \(prefix) $PCOCC image lease -q box").status == 0)
      #expect(try pcocc.run("lease", "list", "-n", "-o", "image").standardOutput == "user:box@0\n")
      #expect(try pcocc.shell("find user -type d -exec chmod u+w {} +").status == 0)
    }
  }
}
