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
        export SLURM_JOB_ID=77 SLURM_JOB_END_TIME=$(($(date +%s) + 5000))
        echo $SLURM_JOB_END_TIME
        $PCOCC image lease -q --job box >/dev/null
        $PCOCC image lease -q box >/dev/null
        $PCOCC image path -q --lease box >/dev/null
        $PCOCC image stage -q --lease --job --dir stage box >/dev/null
        $PCOCC image lease -q --until +1w box >/dev/null
        $PCOCC image lease list -n -P -o job,id
        """
      let result = try pcocc.shell(line)
      let lines = result.standardOutput.split(separator: "\n")
      let end = try #require(lines.first)
      let leases = lines.dropFirst()
      #expect(leases.count == 5, "\(result.standardError)")
      #expect(leases.allSatisfy { $0.hasPrefix("77|") })
      #expect(leases.count { $0.hasPrefix("77|\(end)-") } == 4)
    }
  }

  /// Slurm gives a job without a limit an end that is far away.
  @Test func aLeaseEndsAfterAYearAtTheLatest() throws {
    try withImage { pcocc in
      let line = "SLURM_JOB_END_TIME=99999999999 $PCOCC image lease -q --job box"
      let result = try pcocc.shell("date +%s; \(line)")
      let lines = result.standardOutput.split(separator: "\n")
      let now = try #require(lines.first.flatMap { Int($0) })
      let end = try #require(lines.last?.split(separator: "-").first.flatMap { Int($0) })
      #expect((365...366).contains((end - now) / 86400))
    }
  }

  @Test func oneBadEntryHidesNoLease() throws {
    try withImage { pcocc in
      #expect(try pcocc.run("lease", "-q", "box").status == 0)
      #expect(try pcocc.shell("touch user/.leases/x").status == 0)
      for arguments in [[], ["-R", "user"]] {
        let list = try pcocc.run(["lease", "list", "-n", "-o", "image"] + arguments)
        #expect(list.standardOutput == "user:box@0\n")
        #expect(list.standardError.contains("user/.leases/x: is no lease"))
        #expect(list.status == 0)
      }
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
    Case(line: "lease --until +0s box", words: "would have ended already"),
    Case(line: "lease --until 2999-01-01T00:00:00Z box", words: "at most 366 days"),
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
      let line = "umask 077; chmod u-w user; \(prefix) $PCOCC image lease -q box"
      #expect(try pcocc.shell(line).status == 0)
      // The owner, who collects, must be able to read it.
      #expect(try pcocc.shell("stat -c %a user/.leases/*.json").standardOutput == "644\n")
      #expect(try pcocc.run("lease", "list", "-n", "-o", "image").standardOutput == "user:box@0\n")
      #expect(try pcocc.shell("find user -type d -exec chmod u+w {} +").status == 0)
    }
  }
}
