import Foundation
import SystemPackage
import TestSupport
import Testing

/// What users are told of what they may not do.
@Suite(.enabled(if: TrialUser.canBeTried, TrialUser.need))
struct RefusalTests {
  private func withImage(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "-q", "disk.raw", "alpine").status == 0)
      #expect(try pcocc.shell("chmod 755 .").status == 0)
      try body(pcocc)
    }
  }

  @Test func theImageAndTheDeedAreNamed() throws {
    try withImage { pcocc in
      let deeds = [
        "delete alpine": "deleted", "set alpine a=b": "changed", "protect alpine": "changed",
        "rename alpine other": "renamed",
      ]
      for (line, deed) in deeds {
        let result = try pcocc.run(as: .stranger, line)
        #expect(result.status == 77)
        let message = "image \"user:alpine\" cannot be \(deed): permission denied; ask the owner"
        #expect(result.standardError.contains(message), "\(result.standardError)")
      }
      let json = try pcocc.run(as: .stranger, "set --json alpine a=b").standardError
      #expect(json.contains(#""message":"image \"user:alpine\" cannot be changed""#), "\(json)")
    }
  }

  @Test func collectionsThatDoNothingFail() throws {
    try withImage { pcocc in
      for line in ["repo gc", "trash empty --yes"] {
        let result = try pcocc.run(as: .stranger, line)
        #expect(result.status == 77, "\(line): \(result.standardError)")
        #expect(result.standardError.contains("repository \"user\" is left out: cannot "))
      }
      #expect(try pcocc.shell("mkdir -m 777 global").status == 0)
      #expect(try pcocc.run(as: .stranger, "repo init global").status == 0)
      let partly = try pcocc.run(as: .stranger, "repo gc")
      #expect(partly.status == 0, "\(partly.standardError)")
      #expect(partly.standardError.contains("warning: "))
    }
  }

  @Test func onlyWhatHelpsIsAdvised() throws {
    try withImage { pcocc in
      #expect(try pcocc.shell("chmod 700 user").status == 0)
      for verb in ["verify", "repair"] {
        let result = try pcocc.run(as: .stranger, verb)
        #expect(result.status == 77)
        #expect(result.standardOutput.contains("cannot open: permission denied"))
        #expect(result.standardError.contains("; ask the owner of the repository for access\n"))
      }
      let doctor = try pcocc.run(as: .stranger, "repo doctor user")
      #expect(doctor.status == 78)
      #expect(doctor.standardOutput.contains("this user can neither read nor write images here"))
      #expect(try pcocc.shell("touch user/meta/letter").status == 0)
      let stray = try pcocc.run("verify")
      #expect(stray.status == 65)
      #expect(!stray.standardError.contains("repair"))
      #expect(try pcocc.shell("rm user/meta/letter user/data/*/*").status == 0)
      let damaged = try pcocc.run("verify")
      #expect(damaged.standardError.contains("\"pcocc image repair\" mends damaged and missing"))
      #expect(try pcocc.shell("rm -r user").status == 0)
    }
  }
}
