import Foundation
import SystemPackage
import TestSupport
import Testing

/// `repair` gives blobs their bytes back from wherever a file has them, and never removes a file.
struct RepairTests: DamageTrials {
  /// Where the bytes are still to be found, as a line of shell in which `$blob` is the whole blob.
  struct Source: Sendable, CustomStringConvertible {
    var description: String
    var line: String
    var arguments: [String] = []
    /// How the path of what is used begins.
    var path: String
  }

  private static let sources = [
    Source(description: "another repository", line: "true", path: "global/data/"),
    Source(
      description: "the trash of another repository",
      line: "mkdir -p global/.trash/1/data global/.trash/1/meta; mv $other global/.trash/1/data",
      path: "global/.trash/1/data/"),
    Source(
      description: "the trash, behind bad bytes there",
      line: """
        mkdir -p user/.trash/1/data user/.trash/1/meta user/.trash/2/data user/.trash/2/meta
        cp $blob user/.trash/1/data; echo bad > user/.trash/2/data/$(basename $blob); rm $other
        """, path: "user/.trash/1/data/"),
    Source(
      description: "the quarantine",
      line: "mkdir user/.quarantine; cp $blob user/.quarantine/$(basename $blob).1; rm $other",
      path: "user/.quarantine/"),
    Source(
      description: "a given file", line: "mv $other good.qcow2; echo bad > bad.qcow2",
      arguments: ["--from", "bad.qcow2", "--from", "good.qcow2"], path: "good.qcow2"),
  ]

  private static let damages = [
    "printf XXXX | dd of=$blob bs=1 seek=500000 conv=notrunc",
    "truncate -s $(($(stat -c %s $blob) / 2)) $blob", "rm $blob", "ln -sf /etc/passwd $blob",
    "rm $blob; mkdir $blob", "rm $blob; mkfifo $blob",
    "mkdir -p user/.trash/3/data user/.trash/3/meta; mv $blob user/.trash/3/data",
  ]

  @Test(arguments: sources)
  func mends(_ source: Source) throws {
    try withDamagedStore { _, original in
      for damage in Self.damages {
        try original.withCopy { store in
          try store.damage("other=global${blob#user}; \(source.line)")
          let quarantined = store.names(in: "user/.quarantine").count
          try store.damage(damage)
          let before = try store.state()
          let dry = try store.repair(["--dry-run"] + source.arguments)
          #expect(try store.state() == before, "\(damage)")
          #expect(dry.map(\.outcome) == ["repairable"], "\(damage)")
          let done = try store.repair(source.arguments)
          #expect(done.map(\.outcome) == ["repaired"], "\(damage): \(done)")
          #expect(done.first?.source == dry.first?.source)
          #expect(done.first?.images == ["user:mine@0", "user:same@0"])
          let used = try #require(done.first?.source)
          #expect(used.contains(damage.contains("user/.trash/3") ? "user/.trash/3/" : source.path))
          let left = try store.verify("-R", "user")
          #expect(left.codes == [], "\(damage): \(left.findings)")
          #expect(
            try store.pcocc.shell("$PCOCC image export mine x.raw && cmp x.raw disk.raw").status
              == 0, "\(damage)")
          // What was in the way is kept.
          let wasInTheWay = !damage.hasPrefix("rm $blob") || damage.contains("; mk")
          let moved = store.names(in: "user/.quarantine").count - quarantined
          if source.path != "user/.quarantine/", !damage.contains(".trash/3") {
            #expect(moved == (wasInTheWay ? 1 : 0), "\(damage)")
          }
          #expect(store.pcocc.leftovers == [])
          #expect(try store.repair(source.arguments).isEmpty)
        }
      }
    }
  }

  @Test func saysWhatItCannotMend() throws {
    try withDamagedStore { pcocc, store in
      try store.damage("echo more >> $blob; echo more >> global${blob#user}")
      try store.damage("rm $blob; : > user/meta/new@0", "alpine@1", layer: 1)
      let before = try store.state()
      let left = try store.repair("--from", "disk.raw", status: 65)
      #expect(try store.state() == before)
      #expect(left.allSatisfy { $0.outcome == "unrepaired" && $0.reason != nil })
      #expect(
        Set(left.map(\.code)) == ["blob-damaged", "blob-missing", "metadata-bad"])
      let text = try pcocc.run("repair", "alpine")
      #expect(text.status == 65)
      #expect(text.standardOutput.contains("no file with its bytes was found"))
      #expect(text.standardError.contains("1 problem left, in user:alpine@1"))
      #expect(try pcocc.run("repair", "--from", "nothing", "alpine").status == 66)
    }
  }

  /// The usual way in a large store: each part is verified by a job of its own, then what is missing
  /// is fetched.
  @Test func followsAQuarantine() throws {
    try withDamagedStore { _, store in
      try store.damage("printf XXXX | dd of=$blob bs=1 seek=500000 conv=notrunc")
      for part in 1...3 { _ = try store.verify("--quarantine", "--part", "\(part)/3") }
      #expect(try store.repair("--quick").map(\.code) == ["blob-missing"])
      #expect(try store.verify().codes == [])
      #expect(store.names(in: "user/.quarantine").count == 1)
    }
  }

  /// A layer is mended like a whole disk, and a part of a container too.
  @Test func mendsLayersAndContainers() throws {
    try withDamagedStore { pcocc, store in
      #expect(try pcocc.shell("$PCOCC image copy alpine@1 global:alpine").status == 0)
      #expect(try pcocc.shell("$PCOCC image copy box global:box").status == 0)
      for (image, layer) in [("alpine@1", 0), ("alpine@1", 1), ("box@0", 2)] {
        try store.damage("cp $blob x; echo more >> x; mv -f x $blob", image, layer: layer)
      }
      #expect(try store.repair().map(\.outcome) == ["repaired", "repaired", "repaired"])
      #expect(try store.verify().codes == [])
    }
  }

  @Test func oldRepositoriesAreOnlyRead() throws {
    try withPcocc(except: ["user"]) { pcocc in
      _ = try PcoccRepository(at: pcocc.folder.appending("user"), version: 1)
      let store = DamagedStore(pcocc: pcocc)
      #expect(try store.verify().revisions == 4)
      #expect(try pcocc.shell("$PCOCC image copy plain global:plain; rm user/data/*/*").status == 0)
      let found = try store.verify()
      #expect(Set(found.codes) == ["blob-missing"] && found.affected_images.count == 4)
      let left = try store.repair("plain", status: 65)
      #expect(left.compactMap(\.reason).allSatisfy { $0.contains("it has version 1") })
      #expect(store.names(in: "user/.tmp") == [])
    }
  }

  /// Failure 12: bytes that were flipped were never noticed, importing the good source again did not
  /// mend them, and a blob cut in half was exported with success.
  @Test(arguments: [
    "printf XXXX | dd of=$blob bs=1 seek=500000 conv=notrunc",
    "truncate -s $(($(stat -c %s $blob) / 2)) $blob",
  ])
  func failure12(_ damage: String) throws {
    try withDamagedStore { pcocc, store in
      try Oracle.qemuImg([
        "convert", "-O", "qcow2", pcocc.folder.appending("other.raw").string,
        pcocc.folder.appending("good.qcow2").string,
      ])
      #expect(try pcocc.run("import", "good.qcow2", "verbatim").status == 0)
      for (image, source) in [("mine", "disk.raw"), ("verbatim", "good.qcow2")] {
        try store.damage(damage, "\(image)@0")
        #expect(try store.verify("--quick", image).codes.isEmpty == damage.contains("dd of"))
        #expect(try store.verify(image).codes == ["blob-damaged"])
        if damage.contains("truncate") {
          for format in ["raw", "qcow2", "vdi"] {
            #expect(try pcocc.run("export", "-t", format, image, "out").status == 65)
            #expect(try pcocc.run("stage", "--dir", "stage", image).status == 65)
          }
          #expect(pcocc.leftovers == [])
          #expect(try pcocc.shell("test ! -e out").status == 0)
        }
        #expect(try pcocc.run("import", source, image).status == 73)
        #expect(try pcocc.run("import", source, "\(image)2").status == 0)
        #expect(try store.verify(image).codes == [])
        #expect(try store.verify().codes == [])
      }
      #expect(store.names(in: "user/.quarantine").count == 2)
    }
  }
}
