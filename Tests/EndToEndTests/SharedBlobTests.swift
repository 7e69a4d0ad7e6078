import Foundation
import SystemPackage
import TestSupport
import Testing

/// Files that images of real users have in common, and who reads them.
@Suite(.serialized, .enabled(if: TrialUser.canBeTried, TrialUser.need))
struct SharedBlobTests {
  @Test func aBlobIsReadByWhoMayReadOneOfItsImages() throws {
    try MembersTrial.with { trial in
      let (alice, bob) = (trial.accounts.alice, trial.accounts.bob)
      try trial.does(alice, "import --visibility private disk.raw r:secret")
      try trial.does(alice, "import disk.raw r:open")
      #expect(try trial.readsBlobs(bob))
      try trial.does(bob, "export r:open out/open.raw")
      try trial.does(alice, "delete r:open")
      #expect(try trial.readsBlobs(bob) == false)
      try trial.does(alice, "export r:secret out/secret.raw")
      try trial.does(alice, "undelete r:open")
      try trial.does(bob, "export --force r:open out/open.raw")
      // The other way round, a blob that was there before is closed.
      try trial.does(alice, "delete r:secret")
      try trial.does(alice, "delete r:open")
      try trial.does(alice, "import --visibility private disk.raw r:late")
      #expect(try trial.readsBlobs(bob) == false)
    }
  }

  /// Its file has the mode of the time before.
  @Test func aRevisionComesBackAsClosedAsItsImageIs() throws {
    try MembersTrial.with { trial in
      let (alice, bob) = (trial.accounts.alice, trial.accounts.bob)
      try trial.does(alice, "import disk.raw r:p")
      try trial.does(alice, "resize r:p +1M")
      try trial.does(bob, "export --force r:p@0 out/bob.raw")
      try trial.does(alice, "delete r:p@0")
      try trial.does(alice, "set --visibility private r:p")
      try trial.does(alice, "undelete r:p@0")
      try trial.isRefused(bob, "show r:p@0")
      try trial.isRefused(bob, "export --force r:p@0 out/bob.raw")
      #expect(try trial.readsBlobs(bob) == false)
      try trial.does(alice, "export r:p@0 out/alice.raw")
    }
  }

  @Test func filesStayTheirOwners() throws {
    try MembersTrial.with(sharing: "group") { trial in
      let (alice, bob) = (trial.accounts.alice, trial.accounts.bob)
      try trial.does(alice, "import --visibility private disk.raw r:p")
      try trial.isRefused(alice, "set r:p owner=\(bob.name)")
      try trial.does(alice, "import other.raw r:everybody")
      try trial.isRefused(alice, "share r:everybody \(bob.name)", status: 64)
    }
  }

  @Test func twoOwnersOfOneBlobDoNotTakeItFromEachOther() throws {
    try MembersTrial.with { trial in
      let (alice, bob, stranger) = (
        trial.accounts.alice, trial.accounts.bob, trial.accounts.stranger
      )
      let (first, second) = (try trial.writer(alice), try trial.writer(bob))
      try trial.does(first, "import --visibility private disk.raw r:a")
      try trial.does(second, "import --visibility private disk.raw r:b")
      for (account, image) in [(first, "a"), (second, "b")] {
        try trial.does(account, "export --force r:\(image) out/\(image).raw")
      }
      #expect(try trial.readsBlobs(stranger) == false)
      try trial.does(first, "import disk.raw r:open")
      #expect(try trial.readsBlobs(stranger))
      try trial.does(first, "delete r:open")
      #expect(try trial.readsBlobs(stranger) == false)
      for (account, image) in [(first, "a"), (second, "b")] {
        try trial.does(account, "export --force r:\(image) out/\(image).raw")
      }
      // Also where who deletes it knows of no other image with the blob.
      try trial.does(second, "delete r:b")
      try trial.does(second, "import disk.raw r:open")
      #expect(try trial.readsBlobs(stranger))
      try trial.does(second, "delete r:open")
      #expect(try trial.readsBlobs(stranger) == false)
      try trial.does(first, "export --force r:a out/a.raw")
      // And where the blob's file is somebody else's.
      try trial.does(second, "import --visibility private disk.raw r:b")
      try trial.does(first, "delete r:a")
      try trial.does(first, "import disk.raw r:open")
      #expect(try trial.readsBlobs(stranger))
      try trial.does(first, "delete r:open")
      #expect(try trial.readsBlobs(stranger) == false)
      try trial.does(second, "export --force r:b out/b.raw")
    }
  }

  @Test func twoOwnersAtOnceLeaveTheBlobToBoth() throws {
    try MembersTrial.with { trial in
      let owners = [try trial.writer(trial.accounts.alice), try trial.writer(trial.accounts.bob)]
      for round in 0..<5 {
        _ = try trial.pcocc.makeFile("disk\(round).raw", blocks: round + 4)
        if round.isMultiple(of: 2) {
          try trial.does(owners[0], "import disk\(round).raw r:o\(round)")
        }
        let imports = owners.map {
          "(\(trial.line($0, "import --visibility private disk\(round).raw r:\($0.name)\(round)"))) &"
        }
        let both = try trial.pcocc.shell(imports.joined(separator: " ") + " wait")
        let said = owners.map {
          "imported r:\($0.name)\(round)@0 (raw, \((round + 4) * 64).0 KiB)"
        }
        #expect(
          both.standardError.split(separator: "\n").map(String.init).sorted() == said.sorted())
        for owner in owners {
          try trial.does(owner, "export --force r:\(owner.name)\(round) out/\(owner.name).raw")
        }
      }
    }
  }

  /// Nobody can see whom another one's image lets in to the blob of both.
  @Test func nobodyTakesABlobFromTheMembersOfAnotherOnesImage() throws {
    try MembersTrial.with { trial in
      let bob = trial.accounts.bob
      let (first, second) = (
        try trial.writer(trial.accounts.alice), try trial.writer(trial.accounts.carol)
      )
      for (owner, image) in [(first, "a"), (second, "c")] {
        try trial.does(owner, "import --visibility private disk.raw r:\(image)")
        try trial.does(owner, "share r:\(image) \(bob.name)")
      }
      try trial.does(first, "unshare r:a \(bob.name)")
      try trial.isRefused(bob, "show r:a")
      try trial.does(bob, "export --force r:c out/c.raw")
      try trial.does(first, "delete r:a")
      try trial.does(bob, "export --force r:c out/c.raw")
      #expect(try trial.readsBlobs(trial.accounts.stranger) == false)
    }
  }
}
