import Foundation
import SystemPackage
import TestSupport
import Testing

/// What pcocc 0.7.5 was seen to do wrong with several processes, full disks and kills, each with what is
/// promised here. The numbers are those of the list of its failures.
@Suite struct FailuresOfPcoccTests {
  private static let rounds = TestRounds.number(usually: 4)

  @Test("1: two imports of one name at once: exactly one succeeds")
  func twoImportsOfOneName() throws {
    try withPcocc { pcocc in
      for (name, blocks) in [("a.raw", 40), ("b.raw", 50)] {
        _ = try pcocc.makeFile(name, blocks: blocks)
      }
      for round in 0..<Self.rounds {
        let result = try pcocc.shell(
          """
          $PCOCC image import a.raw x\(round) & one=$!
          $PCOCC image import b.raw x\(round) & two=$!
          wait $one; echo $?; wait $two; echo $?
          """)
        let statuses = result.standardOutput.split(separator: "\n")
        #expect(statuses.sorted() == ["0", "73"])
        #expect(result.standardError.contains("already exists"))
        let winner = statuses.first == "0" ? "a.raw" : "b.raw"
        #expect(try pcocc.run("export", "x\(round)", "out.raw").status == 0)
        #expect(try pcocc.shell("cmp \(winner) out.raw").status == 0)
      }
    }
  }

  @Test("2: two revisions added at once: both exist, with two numbers")
  func twoRevisionsAtOnce() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "x").status == 0)
      for round in 0..<Self.rounds {
        let result = try pcocc.shell(
          """
          $PCOCC image resize x@0 \(2 * round + 2)M & one=$!
          $PCOCC image resize x@0 \(2 * round + 3)M & two=$!
          wait $one && wait $two
          """)
        #expect(result.status == 0, "\(result.standardError)")
      }
      let sizes = try (0...2 * Self.rounds).map { revision in
        let result = try pcocc.shell("$PCOCC image export x@\(revision) - | wc -c")
        return try #require(
          Int(result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)))
      }
      // Every size that was asked for is there: nobody replaced anybody.
      #expect(Set(sizes.dropFirst()) == Set((2...2 * Self.rounds + 1).map { $0 << 20 }))
    }
  }

  @Test("3: collection during an import never takes away what the import reports")
  func collectionDuringImport() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 200)
      #expect(try pcocc.run("repo", "init", "user").status == 0)
      for (name, gc) in [("careful", "repo gc"), ("now", "repo gc --now --yes --grace 1s")] {
        let result = try pcocc.shell(
          """
          (while [ ! -e stop ]; do $PCOCC image \(gc) user; done >/dev/null 2>&1) & loop=$!
          for i in 1 2 3 4; do $PCOCC image import a.raw \(name)$i || echo failed; done
          touch stop; wait $loop; rm stop
          """)
        #expect(result.standardOutput == "", "\(result.standardError)")
        for number in 1...4 {
          #expect(try pcocc.run("export", "\(name)\(number)", "out.raw").status == 0)
          #expect(try pcocc.shell("cmp a.raw out.raw").status == 0)
        }
      }
    }
  }

  @Test("4: resize and delete work where the image is")
  func changesHappenWhereTheImageIs() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "global:x").status == 0)
      #expect(try pcocc.run("resize", "x", "2M").status == 0)
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "global:x@1\n")
      #expect(try pcocc.run("delete", "x").status == 0)
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "")
    }
  }

  @Test("5: resize of an older revision takes the next free number")
  func resizeReplacesNoRevision() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "x").status == 0)
      #expect(try pcocc.run("resize", "x", "2M").status == 0)
      #expect(try pcocc.run("resize", "x@0", "3M").status == 0)
      let sizes = try (0...2).map { revision in
        try pcocc.shell("$PCOCC image export x@\(revision) - | wc -c").standardOutput
      }
      #expect(sizes.map { $0.filter(\.isNumber) } == ["262144", "2097152", "3145728"])
    }
  }

  @Test("6: collection refuses where the metadata is missing or unreadable")
  func collectionNeedsMetadata() throws {
    try withPcocc(except: ["user"]) { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "x").status == 0)
      for breakage in ["mv user/meta away", "mv user/meta away; : > user/meta"] {
        #expect(try pcocc.shell(breakage).status == 0)
        let result = try pcocc.run("repo", "gc", "--now", "--yes", "user")
        #expect(result.status != 0)
        #expect(result.standardError.contains("user/meta"))
        #expect(try pcocc.shell("rm -f user/meta; mv away user/meta").status == 0)
      }
      #expect(try pcocc.run("export", "x", "out.raw").status == 0)
      #expect(try pcocc.shell("cmp a.raw out.raw").status == 0)
    }
  }

  @Test("7: an upgrade that is killed and a collection after it lose nothing")
  func killedUpgrade() throws {
    for round in 0..<Self.rounds {
      try withPcocc { pcocc in
        let path = pcocc.folder.appending("user")
        _ = try PcoccRepository(at: path, version: 1)
        let delay = Double.random(in: 0...0.05)
        _ = try pcocc.shell("timeout -s KILL \(delay) $PCOCC image repo upgrade user")
        let result = try pcocc.run("repo", "gc", "--now", "--yes", "user")
        #expect(result.status == 0, "round \(round): \(result.standardError)")
        #expect(try pcocc.run("verify", "-R", "user").status == 0)
        let names = try pcocc.run("history", "alpine").standardOutput
        #expect(names.contains("user:alpine@0") || names.contains("0"))
        for revision in ["alpine@0", "alpine@1", "plain@0"] {
          #expect(try pcocc.run("export", revision, "out.raw").status == 0)
        }
      }
    }
  }

  @Test("8: a full disk leaves nothing half written, and deletion and collection work on it")
  func fullDisk() throws {
    try withPcocc(except: ["user"]) { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 24)
      _ = try pcocc.makeFile("b.raw", blocks: 30)
      let result = try pcocc.shell(
        """
        cat > script <<'EOF'
        set -e
        mount -t tmpfs -o size=6m none user
        $PCOCC image import a.raw x
        head -c 100m /dev/zero > user/filler 2>/dev/null || true
        ! $PCOCC image import b.raw y
        $PCOCC image list -n -o uri
        $PCOCC image delete x
        rm user/filler; head -c 2m /dev/zero > user/filler
        head -c 100m /dev/zero > user/other 2>/dev/null || true
        $PCOCC image repo gc --now --yes user
        rm -r user/other
        $PCOCC image import b.raw y
        $PCOCC image verify -R user
        $PCOCC image export y out.raw
        cmp b.raw out.raw
        $PCOCC image list -n -o uri
        ls user/.tmp
        EOF
        mkdir user; exec unshare --mount sh script
        """)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(result.standardOutput == "user:x@0\nuser:y@0\n")
    }
  }

  @Test("9: names that would never be listed are refused at once")
  func hiddenNames() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      for name in [".hidden", "user:.hidden", "a b", "a/b", "..", "-x", ""] {
        let result = try pcocc.run("import", "--", "a.raw", name)
        #expect(result.status == 64, "\(name): \(result.standardError)")
      }
      #expect(!FileManager.default.fileExists(atPath: pcocc.folder.appending("user").string))
    }
  }
}
