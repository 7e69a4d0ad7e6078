import Foundation
import SystemPackage
import TestSupport
import Testing

/// Who may only read a repository uses it all the same, and nothing is made in it.
@Suite(.enabled(if: TrialUser.canBeTried, TrialUser.need))
struct ReadOnlyTests {
  /// Lines that need no write permission.
  private static let reading = [
    "list", "list -R user", "show user:a", "path user:a", "history user:a",
    "diff user:a@0 user:a@1", "export user:a out/a.raw", "export user:a@0 out/a.qcow2",
    "verify -R user", "verify --quick", "trash list -R user", "lease list",
    "stage --dir out/stage user:a", "copy user:a own:a", "repo list",
  ]
  /// Lines that do.
  private static let writing = [
    "import disk.raw user:b", "delete user:a", "resize user:a +1M", "save disk.raw user:a",
    "copy own:a user:c", "lease user:a", "flatten user:a", "repo gc --now --yes user",
  ]

  private func withRepository(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc { pcocc in
      try pcocc.configure(
        """
        repos:
          - {name: user, path: \(pcocc.folder)/user}
          - {name: own, path: \(pcocc.folder)/out/own}

        """)
      _ = try pcocc.makeFile("disk.raw", blocks: 2)
      for line in ["import disk.raw user:a", "resize user:a +1M"] {
        #expect(try pcocc.shell("$PCOCC image \(line)").status == 0)
      }
      #expect(try pcocc.shell("chmod 755 .; mkdir out && chmod 1777 out").status == 0)
      let before = try snapshot(pcocc)
      try body(pcocc)
      #expect(try snapshot(pcocc) == before)
    }
  }

  private func snapshot(_ pcocc: PcoccBinary) throws -> String {
    try pcocc.shell("find user -printf '%p %y %m %s %T@ %C@\\n' | sort").standardOutput
  }

  /// - Parameter prefix: what comes before the program in a line of shell.
  private func attempt(_ pcocc: PcoccBinary, _ prefix: String) throws {
    for line in Self.reading {
      let result = try pcocc.shell("\(prefix) $PCOCC image \(line)")
      #expect(result.status == 0, "\(line): \(result.standardError)")
      #expect(!result.standardError.contains("warning"), "\(line): \(result.standardError)")
    }
    #expect(try pcocc.shell("head -c 131072 out/a.raw | cmp - disk.raw").status == 0)
    let trial = try pcocc.shell("\(prefix) $PCOCC image repo gc --dry-run user")
    #expect(trial.status == 0)
    #expect(trial.standardError.contains("warning: \(pcocc.folder)/user/.tmp"))
    #expect(trial.standardError.contains("the collection itself would fail"))
    for line in Self.writing {
      let result = try pcocc.shell("\(prefix) $PCOCC image \(line)")
      #expect(result.status == 77, "\(line): \(result.standardError)")
      #expect(result.standardError.split(separator: "\n").count == 1, "\(result.standardError)")
    }
  }

  @Test func anotherUser() throws {
    try withRepository { pcocc in try attempt(pcocc, TrialUser.stranger.prefix(umask: "077")) }
  }

  @Test func aMountThatIsReadOnly() throws {
    try withRepository { pcocc in
      try attempt(
        pcocc,
        "exec unshare -m sh -c 'mount --bind user user && mount -o remount,ro,bind user && exec \"$@\"' -"
      )
    }
  }
}
