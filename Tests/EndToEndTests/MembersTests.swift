import Foundation
import SystemPackage
import TestSupport
import Testing

/// Images that real users keep to themselves or share with one another.
@Suite(.serialized, .enabled(if: TrialUser.canBeTried, TrialUser.need))
struct MembersTests {
  @Test(arguments: ["private", "all"])
  func aPrivateImageIsItsOwnersUntilItIsShared(_ sharing: String) throws {
    try MembersTrial.with(sharing: sharing) { trial in
      let (alice, bob, stranger) = (
        trial.accounts.alice, trial.accounts.bob, trial.accounts.stranger
      )
      func requireClosed(to account: TrialAccounts.Account) throws {
        #expect(try trial.list(account) == [])
        #expect(try trial.list(account, "--member-status all") == [])
        for line in ["show r:p", "path r:p", "export r:p out/x.raw", "accept r:p"] {
          try trial.isRefused(account, line)
        }
        #expect(try trial.readsBlobs(account) == false)
      }
      try trial.does(alice, "import --visibility private disk.raw r:p")
      try trial.does(alice, "save other.raw r:p")
      try requireClosed(to: bob)
      try trial.does(alice, "share r:p \(bob.name)")
      #expect(try trial.list(bob) == [])
      #expect(try trial.list(bob, "--member-status pending") == ["p"])
      try trial.does(bob, "show r:p")
      try trial.does(bob, "export r:p out/bob.raw")
      #expect(try trial.pcocc.shell("cmp out/bob.raw other.raw").status == 0)
      #expect(try trial.readsBlobs(bob))
      try requireClosed(to: stranger)
      // What comes later is shared as well.
      try trial.does(alice, "resize r:p +1M")
      try trial.does(bob, "export --force r:p out/bob.raw")
      for account in [bob, stranger] {
        for line in [
          "set r:p a=b", "set --visibility public r:p", "share r:p \(stranger.name)",
          "delete r:p", "rename r:p q", "save disk.raw r:p", "resize r:p +1M",
          "unshare r:p \(bob.name)",
        ] {
          try trial.isRefused(account, line)
        }
      }
      try trial.does(alice, "unshare r:p \(bob.name)")
      try requireClosed(to: bob)
      try trial.does(alice, "export r:p out/alice.raw")
      try trial.does(alice, "set --visibility public r:p")
      #expect(try trial.list(stranger) == ["p"])
      try trial.does(stranger, "export r:p out/stranger.raw")
      try trial.isRefused(stranger, "set r:p a=b")
      try trial.isRefused(stranger, "delete r:p")
    }
  }

  @Test func membersAnswerForThemselves() throws {
    try MembersTrial.with(sharing: "private") { trial in
      let accounts = trial.accounts
      let (alice, bob, carol) = (accounts.alice, accounts.bob, accounts.carol)
      try trial.does(alice, "import --visibility private disk.raw r:p")
      try trial.does(alice, "share r:p \(bob.name) group:\(accounts.group)")
      func members(_ account: TrialAccounts.Account) throws -> String {
        try trial.run(account, "members -f value -c status r:p").standardOutput
      }
      // Sorted by name: the user, then the group.
      let isUserFirst = bob.name < "group:\(accounts.group)"
      func statuses(_ user: String, _ group: String) -> String {
        (isUserFirst ? [user, group] : [group, user]).map { $0 + "\n" }.joined()
      }
      try trial.does(bob, "accept r:p")
      #expect(try trial.list(bob) == ["p"])
      #expect(try trial.list(carol) == [])
      try trial.does(carol, "accept r:p")
      #expect(try trial.list(carol) == ["p"])
      #expect(try members(alice) == statuses("accepted", "pending"))
      #expect(try members(carol) == statuses("accepted", "accepted"))
      try trial.does(bob, "reject r:p")
      #expect(try trial.list(bob) == [])
      #expect(try members(alice) == statuses("rejected", "pending"))
      try trial.does(bob, "reject --pending r:p")
      #expect(try members(alice) == statuses("pending", "pending"))
      // Nobody speaks for another one.
      func forge(for owner: TrialAccounts.Account) throws {
        let forged = try trial.pcocc.shell(
          """
          cd repo/images/.answers && set -- *.\(bob.name).json && sed 's/pending/accepted/' "$1" >new &&
          grep -q accepted new && mv new "$1" && chmod 644 "$1" && chown \(owner.name) "$1"
          """)
        #expect(forged.status == 0, "\(forged.standardError)")
      }
      try forge(for: bob)
      #expect(try members(alice) == statuses("accepted", "pending"))
      try trial.does(bob, "reject --pending r:p")
      try forge(for: carol)
      #expect(try members(alice) == statuses("pending", "pending"))
      try trial.isRefused(alice, "accept r:p")
      let refused = try trial.run(bob, "accept r:p")
      #expect(refused.status == 77)
      #expect(refused.standardError.contains("have \(carol.name)"), "\(refused.standardError)")
      // An answer is to one sharing, not to the next.
      try trial.does(alice, "unshare r:p group:\(accounts.group)")
      try trial.isRefused(carol, "show r:p")
      Thread.sleep(forTimeInterval: 1.1)
      try trial.does(alice, "share r:p group:\(accounts.group)")
      #expect(try trial.list(carol) == [])
      #expect(try members(carol) == statuses("pending", "pending"))
      try trial.does(carol, "accept r:p")
      #expect(try trial.list(carol) == ["p"])
    }
  }

  /// Only an owner's word opens what is closed, and it has then been done to the files.
  @Test func whatIsClosedStaysClosed() throws {
    try MembersTrial.with { trial in
      let (alice, bob) = (trial.accounts.alice, trial.accounts.bob)
      try trial.does(alice, "import --visibility private disk.raw r:p")
      try trial.does(alice, "unset r:p visibility")
      try trial.does(alice, "save --full other.raw r:p")
      try trial.isRefused(bob, "export r:p out/p.raw")
      try trial.does(alice, "set --visibility private r:p")
      // Somebody who may write to the folders puts a file of his own there.
      let forged = try trial.pcocc.shell(
        """
        cd repo/images/attributes && rm -f .p.json.* &&
        sed 's/"private"/"public"/' p.json >new && chown \(bob.name) new && chmod 644 new &&
        mv new p.json
        """)
      #expect(forged.status == 0, "\(forged.standardError)")
      try trial.does(alice, "resize r:p +1M")
      try trial.isRefused(bob, "export r:p out/p.raw")
      #expect(try trial.readsBlobs(bob) == false)
      for verb in ["history r:p", "verify r:p", "repair r:p", "show r:p"] {
        try trial.isRefused(bob, verb)
      }
      try trial.does(alice, "set --visibility public r:p")
      try trial.does(bob, "export r:p out/p.raw")
    }
  }

  @Test func whatCannotBeSharedStaysAsItWas() throws {
    let strace = try Oracle.find("strace", package: "strace")
    try MembersTrial.with { trial in
      let (alice, bob) = (trial.accounts.alice, trial.accounts.bob)
      try trial.does(alice, "import --visibility private disk.raw r:p")
      try trial.does(alice, "save other.raw r:p")
      func state() throws -> String {
        try trial.pcocc.shell(
          "find repo/images/meta repo/images/data -type f -printf '%p %m\\n' | sort; "
            + "find repo/images -name '.in*'; ls repo/images/.tmp"
        ).standardOutput
      }
      let before = try state()
      let attributes = try trial.run(
        alice, "show --attributes r:p -f json -c visibility -c members")
      // The attributes' own file, the metadata of each revision, a blob.
      for count in 1...4 {
        let result = try trial.pcocc.shell(
          "\(alice.user.prefix()) \(strace) -f -o out/trace.\(count) "
            + "-e inject=fsetxattr:error=EOPNOTSUPP:when=\(count) $PCOCC image share r:p \(bob.name)"
        )
        #expect(result.status == 65, "\(result.standardError)")
        #expect(result.standardError.split(separator: "\n").count == 1)
        #expect(try state() == before)
        #expect(
          try trial.run(alice, "show --attributes r:p -f json -c visibility -c members")
            .standardOutput == attributes.standardOutput)
      }
      try trial.isRefused(bob, "show r:p")
      try trial.does(alice, "share r:p \(bob.name)")
      try trial.does(bob, "export r:p out/bob.raw")
    }
  }

  @Test func whatIsNotToBeSharedIsRefused() throws {
    try MembersTrial.with { trial in
      let (alice, bob) = (trial.accounts.alice, trial.accounts.bob)
      try trial.does(alice, "import disk.raw r:open")
      try trial.isRefused(alice, "share r:open \(bob.name)", status: 64)
      try trial.does(alice, "set --visibility private r:open")
      try trial.isRefused(alice, "share r:open nobody-of-that-name", status: 64)
      try trial.isRefused(alice, "share r:open group:nobody-of-that-name", status: 64)
      try trial.isRefused(alice, "share r:open \(alice.name)", status: 64)
      try trial.isRefused(alice, "unshare r:open \(bob.name)", status: 66)
      #expect(
        try trial.run(alice, "show r:open -f json -c visibility").standardOutput
          .contains("private"))
    }
  }
}
