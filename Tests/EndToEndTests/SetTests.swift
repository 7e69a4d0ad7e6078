import TestSupport
import Testing

@Suite struct SetTests {
  /// The name comes last, and another image may have it.
  @Test func aRefusedNameDoesNotHideWhatHasBeenChanged() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      for name in ["box", "taken"] {
        #expect(try pcocc.run("import", "-q", "disk.raw", name).status == 0)
      }
      let result = try pcocc.run("set", "--name", "taken", "box", "os=linux")
      #expect(result.status == 73, "\(result.standardError)")
      #expect(result.standardError.contains("all but the name has been changed"))
      #expect(
        try pcocc.run("list", "-n", "-o", "name", "--property", "os=linux").standardOutput
          == "box\n")
      let plain = try pcocc.run("set", "--name", "taken", "box")
      #expect(plain.status == 73)
      #expect(!plain.standardError.contains("has been changed"))
    }
  }
}
