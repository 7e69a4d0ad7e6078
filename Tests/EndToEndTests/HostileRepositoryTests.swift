import Foundation
import SystemPackage
import TestSupport
import Testing

/// What is in a repository may be somebody else's doing. Whatever it is, each verb ends soon with a
/// status that is documented, nothing outside is read or touched, and other images work.
struct HostileRepositoryTests {
  /// Those of the manual, without interruption.
  private static let statuses: Set<Int32> = [0, 1, 65, 66, 73, 74, 75, 77, 78]

  private static let verbs = [
    "list -R user", "show bad", "export bad out.raw", "verify -R user", "delete bad",
    "undelete bad", "repo gc --now --yes user",
  ]
  /// Those that look into folders of their own as well.
  private static let moreVerbs = ["path bad", "trash list -R user", "lease list", "lease bad"]

  @Test func metadata() throws { try attempt(HostileCase.inMetadata, Self.verbs) }
  @Test func blobs() throws { try attempt(HostileCase.inBlobs, Self.verbs) }
  @Test func folders() throws {
    try attempt(HostileCase.inFolders, Self.moreVerbs + Self.verbs)
  }

  /// The neighbours' names are what a shell or a careless program would take these for.
  @Test(arguments: ["p[ab]", "p*", "p?", "p{a,b}", "p a", "p\na", "$HOME", "-rf", "%s"])
  func pathsAreNoPatterns(_ name: String) throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let path = "\(pcocc.folder)/\(name)".replacing("\n", with: "\\n").replacing("%", with: "%%")
      try pcocc.configure(
        """
        repos:
          - {name: user, path: "\(path)"}
          - {name: other, path: "\(pcocc.folder)/pa"}

        """)
      for line in ["import disk.raw user:a", "resize user:a +1M", "import disk.raw other:a"] {
        let result = try pcocc.shell("$PCOCC image \(line)")
        #expect(result.status == 0, "\(result.standardError)")
      }
      // What a collection of the neighbour would take.
      #expect(try pcocc.shell("rm pa/meta/*; find pa -type f | sort > before").status == 0)
      for line in ["delete user:a@1", "repo gc --now --yes user", "verify -R user"] {
        let result = try pcocc.shell("$PCOCC image \(line)")
        #expect(result.status == 0, "\(line): \(result.standardError)")
        #expect(!hasControlCharacters(result), "\(line)")
      }
      #expect(
        try pcocc.shell("find pa -type f | sort | cmp - before; $PCOCC image export user:a out.raw")
          .status == 0)
      #expect(try pcocc.shell("cmp disk.raw out.raw; find pa -name '????????????*'").status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: pcocc.folder.string)
      #expect(names.contains(name))
    }
  }

  private func attempt(_ cases: [HostileCase], _ verbs: [String]) throws {
    try withPcocc(except: ["user", "template"]) { pcocc in
      try prepare(pcocc)
      let before = try snapshot(pcocc)
      for example in cases {
        try make(example, pcocc)
        try requireSurvival(of: example, verbs, pcocc)
        #expect(try snapshot(pcocc) == before, "\(example)")
      }
    }
  }

  private func requireSurvival(
    of example: HostileCase, _ verbs: [String], _ pcocc: PcoccBinary
  ) throws {
    for verb in verbs {
      let result = try pcocc.shell(
        "rm -f out.raw; ulimit -v 4000000; exec timeout -s KILL 10 $PCOCC image \(verb)")
      #expect(
        Self.statuses.contains(result.status),
        "\(example): \(verb): \(result.status) \(result.standardError)")
      #expect(!hasControlCharacters(result), "\(example): \(verb)")
      if verb.hasPrefix("export bad"), !(example.isHarmless && example.sparesOthers) {
        #expect(result.status != 0, "\(example): \(verb)")
        #expect(try pcocc.shell("test -e out.raw").status != 0, "\(example)")
      }
    }
    guard example.sparesOthers else { return }
    let export = try pcocc.shell(
      "rm -f out.raw; $PCOCC image export user:good out.raw && cmp out.raw disk.raw")
    #expect(export.status == 0, "\(example): \(export.standardError)")
  }

  private func hasControlCharacters(_ result: ProgramResult) -> Bool {
    (result.standardOutput + result.standardError).unicodeScalars.contains {
      $0 != "\n" && ($0.value < 0x20 || (0x7f...0x9f).contains($0.value) || $0.value == 0x202e)
    }
  }

  /// A repository with the image `good`, and outside what no verb may read or change.
  private func prepare(_ pcocc: PcoccBinary) throws {
    _ = try pcocc.makeFile("disk.raw", blocks: 2)
    let script = """
      set -e
      $PCOCC image import -q disk.raw user:good
      mv user template
      mkdir -p guard/folder guard/blobs guard/run/meta guard/run/data
      cd guard
      BLOB=$(cd ../template/data; echo */?*); BLOB=${BLOB#*/}
      OTHER=12$(echo $BLOB | cut -c3-)
      sed "s/good/bad/" ../template/meta/good@0 > bad@0
      sed "s/good/bad/; s/$BLOB/$OTHER/" ../template/meta/good@0 > other@0
      qemu-img create -q -f qcow2 disk 1M
      cp disk blobs/$OTHER; cp disk run/data/$OTHER; cp bad@0 run/meta; cp bad@0 folder
      cp ../template/.config ../template/.settings.json folder
      echo secret > secret; echo secret > folder/secret
      cat > nested <<'END'
      printf '{"name":"bad","revision":0,"kind":"vm","owner":"eve","timestamp":1,"data_blobs":["'$BLOB'"],"custom_meta":{"x":'
      yes "$1" | tr -d '\\n' | head -c 1000000
      END
      touch -d '2020-01-01' folder run blobs */* *
      """
    let result = try pcocc.shell(script)
    try #require(result.status == 0, "\(result.standardError)")
  }

  /// Makes the repository anew with what is hostile in it.
  private func make(_ example: HostileCase, _ pcocc: PcoccBinary) throws {
    let setting = """
      set -e
      rm -rf user; cp -a template user
      BLOB=$(cd template/data; echo */?*); export BLOB=${BLOB#*/}
      OTHER=12$(echo $BLOB | cut -c3-); GUARD=$PWD/guard
      cd user
      """
    #expect(try pcocc.shell(setting).status == 0)
    if let socket = example.socket {
      try #require(
        mknod(pcocc.folder.appending("user").appending(socket).string, S_IFSOCK | 0o666, 0) == 0)
    }
    let made = try pcocc.shell(
      setting.replacing("rm -rf user; cp -a template user", with: "") + "\n" + example.script)
    try #require(made.status == 0, "\(example): \(made.standardError)")
    // What is old enough may be collected.
    _ = try pcocc.shell("find user -depth -exec touch -h -d '2020-01-01' {} +")
  }

  /// All that can be told of what lies outside.
  private func snapshot(_ pcocc: PcoccBinary) throws -> String {
    try pcocc.shell(
      "find guard -printf '%p %y %m %s %T@ %i %n\\n' | sort; find guard -type f -exec sha256sum {} + | sort"
    ).standardOutput
  }
}
