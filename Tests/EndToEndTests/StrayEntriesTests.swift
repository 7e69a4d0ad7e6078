import Foundation
import SystemPackage
import TestSupport
import Testing

/// What somebody put into the folders of a repository hinders nobody, and is told once.
struct StrayEntriesTests {
  @Test func aFileInTheTrash() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "disk.raw", "box").status == 0)
      #expect(try pcocc.shell("echo hi > user/.trash/README").status == 0)
      for arguments in [["import", "disk.raw", "other"], ["resize", "box", "+1M"]] {
        let run = try pcocc.run(arguments)
        #expect(run.status == 0, "\(run.standardError)")
        #expect(run.standardError.components(separatedBy: "user/.trash/README").count == 2)
      }
      let verified = try pcocc.run("verify", "-n", "-P", "-o", "code,path")
      #expect(verified.status == 65)
      #expect(verified.standardOutput == "stray-file|\(pcocc.folder)/user/.trash/README\n")
    }
  }

  @Test func aFileAmongTheLeases() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "disk.raw", "box").status == 0)
      #expect(try pcocc.shell("mkdir user/.leases && touch user/.leases/notalease").status == 0)
      let collected = try pcocc.run("repo", "gc", "user")
      #expect(collected.status == 0, "\(collected.standardError)")
      #expect(collected.standardError.components(separatedBy: "notalease").count == 2)
    }
  }
}
