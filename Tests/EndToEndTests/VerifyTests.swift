import Foundation
import SystemPackage
import TestSupport
import Testing

/// `verify` finds each kind of damage, names the images that it hits, and nothing else.
struct VerifyTests: DamageTrials {
  @Test func findsNothingWhereNothingIsWrong() throws {
    try withDamagedStore { pcocc, store in
      let whole = try store.verify()
      #expect(whole.codes == [])
      #expect(whole.repositories == 2)
      #expect(whole.images == 7)
      #expect(whole.revisions == 8)
      // Two images share one blob, and so do a layer and its base.
      #expect(whole.blobs == 9 && whole.digested_blobs == 9)
      #expect(whole.unreferenced_blobs == 0)
      #expect(try store.verify("-R", "user").blobs == 7)
      #expect(try store.verify("alpine").revisions == 2)
      #expect(try store.verify("alpine@0").blobs == 1)
      #expect(try store.verify("--quick").digested_blobs == 0)
      let text = try pcocc.run("verify")
      #expect(text.standardOutput == "")
      #expect(text.standardError.hasPrefix("verified 8 revisions of 7 images and 9 blobs, "))
      #expect(try pcocc.run("delete", "plain").status == 0)
      let rest = try store.verify()
      #expect(rest.codes == [] && rest.blobs == 8 && rest.unreferenced_blobs == 1)
      #expect(rest.unreferenced_bytes + rest.digested_bytes == whole.digested_bytes)
    }
  }

  /// A change to a repository, and what is found afterwards.
  struct Damage: Sendable, CustomStringConvertible {
    var description: String
    /// Shell, in which `$blob` is the blob of `image`.
    var line: String
    var image = "mine@0"
    var layer = 0
    var code: String
    var affected: [String] = ["user:mine@0", "user:same@0"]
    /// Whether it is found without reading blobs as a whole.
    var isFoundQuickly = true
  }

  private static let damages = [
    Damage(
      description: "flipped bytes", line: "printf XXXX | dd of=$blob bs=1 seek=500000 conv=notrunc",
      code: "blob-damaged", isFoundQuickly: false),
    Damage(
      description: "flipped bytes in the header",
      line: "printf XXXX | dd of=$blob bs=1 conv=notrunc", code: "blob-damaged"),
    Damage(
      description: "cut in half", line: "truncate -s $(($(stat -c %s $blob) / 2)) $blob",
      code: "blob-damaged"),
    Damage(description: "emptied", line: "truncate -s 0 $blob", code: "blob-damaged"),
    Damage(
      description: "longer", line: "echo more >> $blob", code: "blob-damaged",
      isFoundQuickly: false),
    Damage(description: "missing", line: "rm -f $blob", code: "blob-missing"),
    Damage(
      description: "base missing", line: "rm -f $blob", image: "alpine@1", code: "blob-missing",
      affected: ["user:alpine@0", "user:alpine@1"]),
    Damage(
      description: "in the trash only",
      line: "mkdir -p user/.trash/2/data user/.trash/2/meta; mv $blob user/.trash/2/data",
      code: "blob-in-trash"),
    Damage(
      description: "a symbolic link", line: "mv $blob x; ln -s $PWD/x $blob", code: "blob-damaged"),
    Damage(
      description: "a link to nothing", line: "ln -sf nowhere $blob", code: "blob-damaged"),
    Damage(description: "a folder", line: "rm -f $blob; mkdir $blob", code: "blob-damaged"),
    Damage(description: "a FIFO", line: "rm -f $blob; mkfifo $blob", code: "blob-damaged"),
    Damage(
      description: "part of a container", line: "echo more >> $blob", image: "box@0", layer: 1,
      code: "blob-damaged", affected: ["user:box@0"], isFoundQuickly: false),
    Damage(
      description: "stored so, but no qcow2",
      line: """
        echo nonsense > x; h=$(sha256sum x | cut -c-64); d=user/data/$(echo $h | cut -c-2)
        mkdir -p $d; mv x $d/$h; sed -i "s/$(basename $blob)/$h/" user/meta/mine@0
        """, code: "format-bad", affected: ["user:mine@0"]),
    Damage(
      description: "another base",
      line: "sed -i \"s/\\[\\\"[0-9a-f]*/[\\\"$(basename $blob)/\" user/meta/alpine@1",
      image: "plain@0", code: "backing-wrong", affected: ["user:alpine@1"]),
    Damage(
      description: "layers in the wrong order",
      line: "sed -i -E 's/\\[(\"[^\"]*\"), (\"[^\"]*\")\\]/[\\2, \\1]/' user/meta/alpine@1",
      code: "backing-wrong", affected: ["user:alpine@1"]),
    Damage(
      description: "base of a base", line: "sed -i -E 's/\\[\"[^\"]*\", /[/' user/meta/alpine@1",
      code: "backing-wrong", affected: ["user:alpine@1"]),
    Damage(
      description: "empty metadata", line: ": > user/meta/mine@0", code: "metadata-bad",
      affected: ["user:mine@0"]),
    Damage(
      description: "metadata of another image", line: "cp user/meta/mine@0 user/meta/new@0",
      code: "metadata-bad", affected: ["user:new@0"]),
    Damage(
      description: "metadata that is a folder", line: "mkdir user/meta/new@0",
      code: "metadata-bad", affected: ["user:new@0"]),
    Damage(
      description: "metadata that is a FIFO", line: "mkfifo user/meta/new@0",
      code: "metadata-bad", affected: ["user:new@0"]),
    Damage(
      description: "metadata with a hostile name", line: "sed -i 's/same/..\\/x/' user/meta/same@0",
      code: "metadata-bad", affected: ["user:same@0"]),
    Damage(
      description: "another file in meta", line: "touch user/meta/letter", code: "metadata-bad",
      affected: []),
    Damage(
      description: "attributes that are no JSON", line: "echo x > user/attributes/same.json",
      code: "attributes-bad", affected: []),
    Damage(
      description: "attributes without a number",
      line: "echo '{\"highest_revision\": \"0\"}' > user/attributes/same.json",
      code: "attributes-bad", affected: []),
    Damage(
      description: "attributes of no image", line: "echo '{}' > user/attributes/letter",
      code: "attributes-bad", affected: []),
    Damage(
      description: "a lease that is none", line: "for f in user/.leases/*; do echo > $f; done",
      code: "lease-bad", affected: []),
    Damage(
      description: "a letter among leases", line: "touch user/.leases/letter", code: "lease-bad",
      affected: []),
    Damage(
      description: "a letter among blobs", line: "touch $(dirname $blob)/letter",
      code: "stray-file", affected: []),
    Damage(
      description: "a letter among folders of blobs", line: "touch user/data/letter",
      code: "stray-file", affected: []),
    Damage(
      description: "a blob in another folder",
      line: "mkdir -p user/data/zz user/data/00; cp $blob user/data/00; rmdir user/data/zz",
      code: "stray-file", affected: []),
    Damage(
      description: "a folder of blobs that is a link",
      line: "rmdir user/data/00; ln -s /etc user/data/00", code: "stray-file", affected: []),
    Damage(
      description: "a link among blobs",
      line: "ln -s /etc/passwd $(dirname $blob)/$(basename $blob | tr 0-9a-f 1-9a-f0)",
      code: "stray-file", affected: []),
    Damage(
      description: "no metadata", line: "mv user/meta x", code: "repository-unreadable",
      affected: []),
    Damage(
      description: "no repository", line: "echo 'version: x' > user/.config",
      code: "repository-unreadable", affected: []),
  ]

  @Test func findsEachKindOfDamage() throws {
    try withDamagedStore { _, original in
      for damage in Self.damages {
        try original.withCopy { store in
          try store.damage(damage.line, damage.image, layer: damage.layer)
          let found = try store.verify()
          #expect(Set(found.codes) == [damage.code], "\(damage): \(found.findings)")
          #expect(found.affected_images == damage.affected, "\(damage)")
          #expect(found.findings.allSatisfy { $0.repository == "user" && $0.quarantined == nil })
          let quick = try store.verify("--quick")
          #expect(
            Set(quick.codes) == (damage.isFoundQuickly ? [damage.code] : []), "\(damage)")
          let text = try store.pcocc.run("verify")
          #expect(text.status == 65)
          for word in [damage.code] + damage.affected {
            #expect(text.standardOutput.contains(word))
          }
          #expect(try store.verify("-R", "global").codes == [])
        }
      }
    }
  }

  /// The parts of a run find each blob once, whoever runs them and when.
  @Test func partsCoverEverythingOnce() throws {
    try withDamagedStore { _, store in
      try store.damage("for f in user/data/*/*; do echo more >> $f; done")
      let all = try store.verify()
      #expect(all.findings.count == 7 && Set(all.codes) == ["blob-damaged"])
      for count in [1, 2, 5] {
        let parts = try (1...count).map { try store.verify("--part", "\($0)/\(count)") }
        #expect(parts.map(\.digested_blobs).reduce(0, +) == all.digested_blobs)
        #expect(
          parts.flatMap(\.findings).map(\.path).sorted() == all.findings.map(\.path).sorted())
      }
      #expect(try store.verify("--sample", "100").findings.count == 7)
      let sample = try store.verify("--sample", "30%")
      #expect(sample.digested_bytes * 10 >= all.digested_bytes * 3)
      #expect(sample.digested_blobs < all.digested_blobs)
    }
  }

  @Test func movesDamagedBlobsToTheQuarantine() throws {
    try withDamagedStore { _, store in
      try store.damage("echo more >> $blob; sha256sum < $blob > sum")
      let found = try store.verify("--quarantine", "mine")
      let place = try #require(found.findings.first?.quarantined)
      #expect(found.codes == ["blob-damaged"])
      #expect(store.names(in: "user/.quarantine") == [FilePath(place).lastComponent?.string])
      #expect(try store.pcocc.shell("sha256sum < '\(place)' | cmp - sum").status == 0)
      #expect(try store.verify("--quarantine").codes == ["blob-missing"])
    }
  }

  @Test(arguments: [
    "--quick --sample 5", "--sample 0", "--sample 101", "--sample x", "--part 0/3", "--part 4/3",
    "--part 3", "--part 1/0", "mine -R user", "m/x",
  ])
  func refuses(_ arguments: String) throws {
    try withPcocc { (pcocc) throws in
      #expect(try pcocc.shell("$PCOCC image verify \(arguments)").status == 64)
    }
  }

  @Test func whatIsNamedMustBeThere() throws {
    try withDamagedStore { pcocc, store in
      #expect(try pcocc.run("verify", "nobody").status == 66)
      #expect(try pcocc.run("verify", "-R", "scratch").status == 66)
      try store.damage("echo 'version: x' > user/.config")
      #expect(try pcocc.run("verify", "-R", "user").status == 65)
      #expect(try store.verify().repositories == 1)
    }
  }
}
