import Foundation
import TestSupport
import Testing

/// One of several that cannot be done keeps no other from being done, and no failure gets lost.
struct SeveralOperandsTests {
  private static let missing = "1-0123456789abcdef"

  private func withImage(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc(except: ["user"]) { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "-q", "disk.raw", "box").status == 0)
      try body(pcocc)
    }
  }

  @Test func leases() throws {
    try withImage { pcocc in
      let result = try pcocc.shell(
        """
        $PCOCC image lease drop --json \(Self.missing) $($PCOCC image lease -q box) \(Self.missing)
        """)
      #expect(result.status == 66)
      #expect(result.standardOutput.contains(#"{"dropped":true,"id":"#), "\(result.standardOutput)")
      #expect(result.standardError.components(separatedBy: "not found").count == 3)
      #expect(try pcocc.run("lease", "list", "-n", "-P").standardOutput == "")
    }
  }

  @Test func stagedImages() throws {
    try withImage { pcocc in
      let result = try pcocc.shell(
        "$PCOCC image stage -q --dir stage box && $PCOCC image stage drop --dir stage nothing box")
      #expect(result.status == 66)
      #expect(result.standardError.contains("dropped 1 of 1 staged image"))
      #expect(try pcocc.run("stage", "list", "--dir", "stage", "-n", "-P").standardOutput == "")
    }
  }

  @Test func repositories() throws {
    try withImage { pcocc in
      let result = try pcocc.run("repo", "gc", "--json", "user", "nothing", "user")
      #expect(result.status == 66)
      #expect(result.standardOutput.components(separatedBy: #""name":"user""#).count == 3)
      #expect(result.standardError.contains("\\\"nothing\\\" is not configured"))
    }
  }

  /// The result cannot be printed, and a part of the work has failed: both are told.
  @Test func aFailureIsNotLostWithTheResult() throws {
    try withImage { pcocc in
      let result = try pcocc.shell("$PCOCC image repo gc --json user nothing >/dev/full")
      #expect(result.status == 74)
      #expect(result.standardError.contains("\\\"nothing\\\" is not configured"))
      #expect(result.standardError.contains("what could be done has been done"))
    }
  }

  @Test func aLeaseGoesWhereTheWorkFails() throws {
    try withImage { pcocc in
      let result = try pcocc.shell(
        """
        blob=$($PCOCC image path box)
        printf x | dd of=$blob bs=1 seek=70000 conv=notrunc status=none
        $PCOCC image stage --lease --dir stage box
        """)
      #expect(result.status == 65, "\(result.standardError)")
      #expect(try pcocc.run("lease", "list", "-n", "-P").standardOutput == "")
    }
  }
}
