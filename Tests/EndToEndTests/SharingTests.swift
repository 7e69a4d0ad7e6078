import Foundation
import SystemPackage
import TestSupport
import Testing

/// Repositories that real users of one group share, and what strangers can do there.
@Suite(.enabled(if: TrialUser.canBeTried, TrialUser.need))
struct SharingTests {
  private let alice = TrialUser.alice
  private let bob = TrialUser.bob
  private let stranger = TrialUser.stranger

  /// Umasks of the two members.
  struct Umasks: Sendable {
    var alice: String
    var bob: String
  }

  private static let umasks = [
    Umasks(alice: "077", bob: "022"), Umasks(alice: "022", bob: "077"),
    Umasks(alice: "002", bob: "002"), Umasks(alice: "027", bob: "077"),
  ]

  /// A folder of the project, in which `shared` has not been made yet, and one that all may write to.
  private func withProject(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc { pcocc in
      let root = pcocc.folder
      try pcocc.configure(
        """
        repos:
          - {name: shared, path: \(root)/project/images}
          - {name: own, path: \(root)/out/own}

        """)
      _ = try pcocc.makeFile("disk.raw", blocks: 2)
      _ = try pcocc.makeFile("other.raw", blocks: 3)
      try done(
        pcocc.shell(
          """
          chmod 755 . && mkdir out && chmod 1777 out
          install -d -g \(TrialUser.project) -m 2775 project && chown \(alice.id) project
          """))
      try body(pcocc)
    }
  }

  private func done(
    _ result: ProgramResult, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == 0, "\(result.standardError)", sourceLocation: location)
  }

  @Test(arguments: umasks)
  func membersWorkOnTheImagesOfEachOther(_ masks: Umasks) throws {
    try withProject { pcocc in
      func alice(_ line: String) throws -> ProgramResult {
        try pcocc.run(as: self.alice, umask: masks.alice, line)
      }
      func bob(_ line: String) throws -> ProgramResult {
        try pcocc.run(as: self.bob, umask: masks.bob, line)
      }
      try done(alice("repo init --shared=group shared"))
      try done(alice("import disk.raw shared:a"))
      try done(bob("import other.raw shared:b"))
      for (name, file) in [("a", "disk.raw"), ("b", "other.raw")] {
        for (user, number) in [(alice, 1), (bob, 2)] {
          try done(user("export shared:\(name) out/\(name)\(number).raw"))
          #expect(try pcocc.shell("cmp \(file) out/\(name)\(number).raw").status == 0)
        }
      }
      try done(bob("resize shared:a +1M"))
      try done(alice("resize shared:b +1M"))
      try done(bob("save disk.raw shared:b"))
      #expect(
        try alice("list -n -o uri").standardOutput == "shared:a@1\nshared:b@2\n")
      // Neither can give the other's file a second name; each can move it.
      try done(bob("delete shared:a"))
      try done(alice("delete shared:b"))
      try done(bob("undelete shared:b"))
      try done(alice("undelete shared:a@0"))
      try done(bob("undelete shared:a@1"))
      try done(alice("lease shared:b"))
      try done(bob("lease shared:a"))
      #expect(try bob("lease list -n -o image").standardOutput.split(separator: "\n").count == 2)
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "shared:a@1\nshared:b@2\n")
      try requireModes(pcocc, folders: "2770", blobs: "440", files: "640")
    }
  }

  /// What a collector of one has moved away, the other brings back.
  @Test func blobsOfOthersAreRescued() throws {
    try withProject { pcocc in
      try done(pcocc.run(as: alice, umask: "077", "repo init --shared=group shared"))
      try done(pcocc.run(as: alice, umask: "077", "import disk.raw shared:a"))
      try done(pcocc.run(as: alice, umask: "077", "delete shared:a"))
      try done(
        pcocc.shell(
          """
          \(alice.prefix(umask: "077")) sh -c 'cd project/images &&
            mv data/*/* $(dirname .trash/*/data)/data'
          """))
      try done(pcocc.run(as: bob, umask: "077", "undelete shared:a"))
      try done(pcocc.run(as: bob, umask: "077", "export shared:a out/a.raw"))
      #expect(try pcocc.shell("cmp disk.raw out/a.raw").status == 0)
      #expect(try pcocc.shell("ls project/images/data/*/*").status == 0)
    }
  }

  /// Folders that only the group needs and files that only the group reads; none of another group.
  private func requireModes(
    _ pcocc: PcoccBinary, folders: String, blobs: String, files: String, leases: String? = nil
  ) throws {
    let found = try pcocc.shell(
      """
      find project/images ! -group \(TrialUser.project) -print -o \
        -name .leases -type d ! -perm \(leases ?? folders) -print -o \
        ! -name .leases -type d ! -perm \(folders) -print -o \
        -path '*/data/??/*' -type f ! -perm \(blobs) -print -o \
        ! -path '*/data/??/*' -type f ! -perm \(files) -print
      """)
    #expect(found.standardOutput == "")
  }

  @Test func strangersFindNothingInTheGroupsRepository() throws {
    try withProject { pcocc in
      try done(pcocc.run(as: alice, "repo init --shared=group shared"))
      try done(pcocc.run(as: alice, "import disk.raw shared:a"))
      for line in [
        "list -R shared", "show shared:a", "path shared:a", "export shared:a out/a.raw",
        "import disk.raw shared:b", "delete shared:a", "undelete shared:a", "lease shared:a",
      ] {
        let result = try pcocc.run(as: stranger, line)
        #expect(result.status == 77, "\(line): \(result.standardError)")
        #expect(result.standardOutput == "")
      }
      // Commands that span repositories go on without it.
      try done(pcocc.run(as: stranger, "import disk.raw own:x"))
      let listing = try pcocc.run(as: stranger, "list -n -o uri")
      #expect(listing.standardOutput == "own:x@0\n")
      #expect(listing.standardError.contains("\"shared\" is left out"))
      #expect(
        try pcocc.shell("\(stranger.prefix()) find project/images").standardOutput
          == "project/images\n")
    }
  }

  @Test(arguments: ["022", "077"])
  func strangersOnlyReadWhatIsForAll(_ umask: String) throws {
    try withProject { pcocc in
      try done(pcocc.run(as: alice, umask: umask, "repo init --shared=all shared"))
      try done(pcocc.run(as: alice, umask: umask, "import disk.raw shared:a"))
      try done(pcocc.run(as: bob, umask: umask, "resize shared:a +1M"))
      #expect(
        try pcocc.run(as: stranger, "list -n -o uri").standardOutput == "shared:a@1\n")
      for line in ["show shared:a", "export shared:a@0 out/a.raw", "history shared:a"] {
        try done(pcocc.run(as: stranger, line))
      }
      #expect(try pcocc.shell("cmp disk.raw out/a.raw").status == 0)
      try done(pcocc.run(as: stranger, "copy shared:a own:a"))
      for line in [
        "import disk.raw shared:b", "delete shared:a", "undelete shared:a", "resize shared:a +1M",
        "save disk.raw shared:a", "copy own:a shared:c",
      ] {
        let result = try pcocc.run(as: stranger, line)
        #expect([66, 77].contains(result.status), "\(line): \(result.standardError)")
      }
      try requireModes(
        pcocc, folders: "2775", blobs: "444", files: "644", leases: "3777")
    }
  }

  /// A lease protects what its owner reads: everybody sees it, nobody else takes it away.
  @Test func leasesOfStrangers() throws {
    try withProject { pcocc in
      try done(pcocc.run(as: alice, "repo init --shared=all shared"))
      try done(pcocc.run(as: alice, "import disk.raw shared:a"))
      try done(pcocc.run(as: stranger, umask: "077", "lease shared:a"))
      let id = try pcocc.run(as: bob, umask: "077", "lease list -n -P -o id").standardOutput
        .trimmingCharacters(in: .newlines)
      #expect(id != "")
      let refused = try pcocc.run(as: .otherStranger, "lease drop \(id)")
      #expect(refused.status == 77, "\(refused.standardError)")
      try done(pcocc.run(as: stranger, "lease drop \(id)"))
      try requireModes(
        pcocc, folders: "2775", blobs: "444", files: "644", leases: "3777")
    }
  }

  @Test func aSetgidFolderSuggestsTheGroup() throws {
    try withProject { pcocc in
      // The first write creates it, here with a folder between.
      try pcocc.configure("repos: [{name: shared, path: \(pcocc.folder)/project/deep/images}]\n")
      try done(pcocc.run(as: bob, umask: "077", "import disk.raw shared:a"))
      #expect(
        try pcocc.run(as: alice, "repo list -n -P -o name,writable,sharing").standardOutput
          == "shared|yes|group\n")
      try done(pcocc.run(as: alice, "resize shared:a +1M"))
      #expect(
        try pcocc.shell("stat -c %a:%g project/deep project/deep/images").standardOutput
          == "2770:42100\n2770:42100\n")
    }
  }

  @Test func withoutOneTheUmaskDecides() throws {
    try withProject { pcocc in
      try done(pcocc.run(as: alice, umask: "077", "import disk.raw own:a"))
      try done(pcocc.run(as: bob, "repo init --shared=private shared"))
      #expect(
        try pcocc.run(as: alice, "repo list -n -P -o name,writable,sharing").standardOutput
          == "shared|no|private\nown|yes|private\n")
      #expect(
        try pcocc.shell("stat -c %a out/own/meta out/own/meta/*").standardOutput == "700\n600\n")
    }
  }

  /// A folder of a group to which the user does not belong cannot be shared with it.
  @Test func theGroupIsChecked() throws {
    try withProject { pcocc in
      try done(
        pcocc.shell(
          "mkdir project/images && chown \(stranger.id):\(TrialUser.project) project/images"))
      let result = try pcocc.run(as: stranger, "repo init --shared=group shared")
      #expect(result.status == 77, "\(result.standardError)")
      #expect(result.standardError.contains("become a member of the repository's group, 42100"))
    }
  }

  @Test(arguments: [#"{"sharing": "everyone"}"#, "{", "[]", #"{"sharing": 7}"#, ""])
  func settingsThatCannotBeRead(_ text: String) throws {
    try withProject { pcocc in
      try done(pcocc.run(as: alice, "repo init --shared=group shared"))
      try done(pcocc.run(as: alice, "import disk.raw shared:a"))
      try text.write(
        toFile: pcocc.folder.appending("project/images/.settings.json").string, atomically: false,
        encoding: .utf8)
      // Who reads goes on, who writes would lock the others out.
      try done(pcocc.run(as: bob, "export shared:a out/a.raw"))
      for line in ["import disk.raw shared:b", "delete shared:a", "resize shared:a +1M"] {
        let result = try pcocc.run(as: bob, line)
        #expect([1, 65].contains(result.status), "\(line): \(result.standardError)")
        #expect(result.standardError.contains(".settings.json"))
      }
      #expect(try pcocc.run(as: bob, "list -n -o uri").standardOutput == "shared:a@0\n")
    }
  }
}
