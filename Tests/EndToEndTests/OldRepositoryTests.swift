import Foundation
import SystemPackage
import TestSupport
import Testing

/// Repositories that pcocc made long ago: read as they are, upgraded when asked.
struct OldRepositoryTests {
  private static let images = "user:alpine@1\nuser:box@0\nuser:plain@0\n"

  @Test(arguments: ["version: 1\n", "version: 0\n", "version: 1.5\n", "{version: 0.0}\n"])
  func everyReadingVerbWorks(_ configuration: String) throws {
    try withPcocc(except: ["user"]) { pcocc in
      let old = try PcoccRepository(
        at: pcocc.folder.appending("user"), version: 1, configuration: configuration)
      let before = try Self.tree(old.path)
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == Self.images)
      #expect(try pcocc.run("show", "alpine@0").status == 0)
      #expect(
        try pcocc.run("repo", "list", "-P", "-n", "-o", "name,writable,version").standardOutput
          == "user|no|1\nglobal|yes|\n")
      let path = try pcocc.run("path", "alpine").standardOutput.dropLast()
      try Oracle.qemuImg(["convert", "-O", "raw", String(path), "\(pcocc.folder)/oracle.raw"])
      for line in [
        "$PCOCC image export alpine back.raw && cmp oracle.raw back.raw",
        "$PCOCC image copy alpine global:alpine && $PCOCC image copy box global:box",
        "$PCOCC image export global:alpine again.raw && cmp oracle.raw again.raw",
      ] {
        let result = try pcocc.shell(line)
        #expect(result.status == 0, "\(line): \(result.standardError)")
      }
      #expect(try Self.tree(old.path) == before)
    }
  }

  @Test func everyWritingVerbNamesTheUpgrade() throws {
    try withPcocc(except: ["user"]) { pcocc in
      let old = try PcoccRepository(at: pcocc.folder.appending("user"), version: 1)
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let before = try Self.tree(old.path)
      for verb in [
        "import disk.raw a", "copy alpine a", "delete alpine", "save disk.raw plain",
        "resize plain 2M", "flatten alpine",
      ] {
        let result = try pcocc.shell("$PCOCC image \(verb)")
        #expect(result.status == 77, "\(verb): \(result.standardError)")
        #expect(result.standardError.contains("\"pcocc image repo upgrade user\""))
      }
      #expect(try Self.tree(old.path) == before)
    }
  }

  @Test(arguments: ["version: 1\n", "version: 0\n", "version: 1.5\n"])
  func everyVerbWorksAfterTheUpgrade(_ configuration: String) throws {
    try withPcocc { pcocc in
      _ = try PcoccRepository(
        at: pcocc.folder.appending("user"), version: 1, configuration: configuration)
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("export", "alpine", "before.raw").status == 0)
      let trial = try pcocc.run("repo", "upgrade", "--dry-run", "user")
      #expect(trial.standardOutput.split(separator: "\n").count == 6)
      #expect(trial.standardError.hasSuffix("would convert 4 revisions\n"))
      let json = try pcocc.run("repo", "upgrade", "--json", "user").standardOutput
      #expect(json.contains(#""needed":true"#) && json.contains(#""previous_version":1"#))
      #expect(json.contains(#""reference":"user:box@0""#))
      let again = try pcocc.run("repo", "upgrade", "user")
      #expect(again.status == 0)
      #expect(again.standardError == "repository user has version 2 already\n")
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == Self.images)
      for verb in [
        "export alpine after.raw", "import disk.raw new", "copy alpine other", "delete alpine@1",
        "undelete alpine", "delete box", "undelete box", "delete other",
        "save disk.raw plain", "resize plain 2M", "flatten alpine", "diff plain@0 plain@1",
        "history alpine",
      ] {
        let result = try pcocc.shell("$PCOCC image \(verb)")
        #expect(result.status == 0, "\(verb): \(result.standardError)")
      }
      #expect(try pcocc.shell("cmp before.raw after.raw").status == 0)
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func collectionSaysThatItUpgrades() throws {
    try withPcocc { pcocc in
      _ = try PcoccRepository(at: pcocc.folder.appending("user"), version: 1)
      let trial = try pcocc.run("repo", "gc", "--dry-run", "user")
      #expect(trial.standardError.contains("repository user: to be upgraded to version 2"))
      let json = try pcocc.run("repo", "gc", "--dry-run", "--json", "user").standardOutput
      #expect(json.contains(#""upgraded":true"#))
      let run = try pcocc.run("repo", "gc", "user")
      #expect(run.standardError.contains("repository user: upgraded to version 2"))
      let again = try pcocc.run("repo", "gc", "user")
      #expect(!again.standardError.contains("version 2"))
    }
  }

  /// Failure 7 of pcocc: an upgrade that is killed is finished by the next one.
  @Test func anUpgradeThatIsKilledLosesNothing() throws {
    try withPcocc { pcocc in
      for round in 0..<12 {
        _ = try PcoccRepository(at: pcocc.folder.appending("user"), version: 1)
        let line = "timeout -s KILL 0.00\(round + 3) $PCOCC image repo upgrade user"
        _ = try pcocc.shell("for i in 1 2; do \(line); done")
        #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == Self.images)
        #expect(try pcocc.run("repo", "upgrade", "user").status == 0)
        let listing = try pcocc.run("list", "-n", "-o", "uri")
        #expect(listing.standardOutput == Self.images)
        #expect(listing.standardError == "")
        let rest = "find user -name '.in-*' -delete; rm -rf last; mv user last"
        #expect(try pcocc.shell(rest).status == 0)
      }
    }
  }

  @Test func unfinishedUpgradesAreMentionedOnce() throws {
    try withPcocc { pcocc in
      let old = try PcoccRepository(at: pcocc.folder.appending("user"), version: 1)
      #expect(try pcocc.run("repo", "upgrade", "user").status == 0)
      #expect(try pcocc.shell("mkdir user/meta/00 user/meta/ff").status == 0)
      let listing = try pcocc.run("list", "-n", "-o", "uri")
      #expect(listing.standardOutput == Self.images)
      #expect(listing.standardError.split(separator: "\n").count == 1)
      #expect(listing.standardError.contains("\"pcocc image repo upgrade\""))
      #expect(try pcocc.run("repo", "upgrade", "user").status == 0)
      #expect(try pcocc.run("list").standardError == "")
      #expect(try RepositoryRules.violations(in: old.path) == [])
    }
  }

  @Test func aRepositoryThatIsNotThereIsNotUpgraded() throws {
    try withPcocc { pcocc in
      let result = try pcocc.run("repo", "upgrade", "user")
      #expect(result.status == 66)
      #expect(result.standardError.contains("does not exist yet"))
    }
  }

  /// What lies where, and of what length.
  private static func tree(_ path: FilePath) throws -> String {
    try Oracle.run("find", package: "findutils", [path.string, "-printf", "%P %s %m\n"])
      .split(separator: "\n").sorted().joined(separator: "\n")
  }
}
