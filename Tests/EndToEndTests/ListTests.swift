import Foundation
import SystemPackage
import TestSupport
import Testing

/// What `list` prints.
struct ListTests {
  @Test func listAsPcoccPrintsIt() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 1)
      for name in ["b", "B", "global:a"] {
        #expect(try pcocc.run("import", source.string, name).status == 0)
      }
      let date = #/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+01:00/#
      let owner = NSUserName()
      let padding = String(repeating: " ", count: max(0, 5 - owner.count))
      let heading = "OWNER" + String(repeating: " ", count: max(0, owner.count - 5))
      #expect(
        try pcocc.run("list").standardOutput.replacing(date, with: "DATE") == """
          User images:
          NAME    TYPE    REVISION    REPO    \(heading)    DATE
          ----    ----    --------    ----    \(heading.replacing("OWNER", with: "-----"))    ----
          B       vm      0           user    \(owner)\(padding)    DATE
          b       vm      0           user    \(owner)\(padding)    DATE

          Global images:
          NAME    TYPE    REVISION    REPO      \(heading)    DATE
          ----    ----    --------    ----      \(heading.replacing("OWNER", with: "-----"))    ----
          a       vm      0           global    \(owner)\(padding)    DATE


          """)
      #expect(
        try pcocc.run("list", "-n", "-o", "uri", "^[ab]").standardOutput == "user:b@0\nglobal:a@0\n"
      )
      #expect(
        try pcocc.run("list", "-R", "global", "-P", "-n", "-o", "name,type").standardOutput
          == "a|vm\n")
    }
  }

  /// The time zone is one hour east of UTC, without daylight saving.
  @Test func timesAreLocalForPeopleAndUTCForPrograms() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 1)
      _ = try pcocc.run("import", source.string, "a")
      let local = try pcocc.run("list", "-n", "-o", "date").standardOutput.dropLast()
      let universal = try pcocc.run("list", "-P", "-n", "-o", "date").standardOutput.dropLast()
      let instant = try Date(String(universal), strategy: .iso8601)
      #expect(abs(instant.timeIntervalSinceNow) < 60)
      let shifted = instant.addingTimeInterval(3600).formatted(.iso8601)
      #expect(local == shifted.replacing("T", with: " ").dropLast() + " +01:00")
      #expect(try pcocc.run("list", "--utc", "-n", "-o", "date").standardOutput == universal + "\n")
      let preferred = try pcocc.with(["PCOCC_UTC": "1"]).run("list", "-n", "-o", "date")
      #expect(preferred.standardOutput == universal + "\n")
    }
  }
}
