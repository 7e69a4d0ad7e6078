import Foundation
import SystemPackage
import TestSupport
import Testing

/// Container images of pcocc: listed, shown, copied and deleted, and refused by all that needs a disk.
struct ContainersTests {
  private func withContainer(_ body: (PcoccBinary, PcoccRepository) throws -> Void) throws {
    try withPcocc { pcocc in
      try body(pcocc, PcoccRepository(at: pcocc.folder.appending("user"), version: 2))
    }
  }

  @Test func areListedAndShown() throws {
    try withContainer { pcocc, _ throws in
      #expect(
        try pcocc.run("list", "-P", "-n", "-o", "name,type", "box").standardOutput == "box|ctr\n")
      let shown = try pcocc.run("show", "box")
      #expect(shown.status == 0)
      #expect(shown.standardError == "")
      #expect(shown.standardOutput.contains("Type:    ctr\n"))
      #expect(!shown.standardOutput.contains("Disk:"))
      let json = try pcocc.run("show", "--json", "box").standardOutput
      #expect(json.contains(#""kind":"ctr""#) && json.contains(#""virtual_size":null"#))
    }
  }

  @Test func areCopiedWithAllTheirBlobs() throws {
    try withContainer { pcocc, _ throws in
      #expect(try pcocc.run("copy", "box", "global:box2").status == 0)
      #expect(try pcocc.run("copy", "box", "box3").status == 0)
      let lines = ["user/meta/box@0", "global/meta/box2@0", "user/meta/box3@0"].map {
        // What is recorded of each image is its own.
        "sed 's/.*\"data_blobs\": //; s/\"image\": {.*}, \"oci_index\"/\"oci_index\"/' \($0)"
      }
      let rests = try lines.map { try pcocc.shell($0).standardOutput }
      #expect(rests[0].contains("oci_index"))
      #expect(Set(rests).count == 1)
      for digest in rests[0].matches(of: #/[0-9a-f]{64}/#).map(\.output) {
        let name = "data/\(digest.prefix(2))/\(digest)"
        #expect(try pcocc.shell("cmp user/\(name) global/\(name)").status == 0)
      }
    }
  }

  @Test func areDeletedAndComeBack() throws {
    try withContainer { pcocc, _ throws in
      #expect(try pcocc.run("delete", "box").status == 0)
      #expect(try pcocc.run("show", "box").status == 66)
      #expect(try pcocc.run("undelete", "box").status == 0)
      #expect(try pcocc.run("list", "-n", "-o", "uri", "box").standardOutput == "user:box@0\n")
    }
  }

  @Test(arguments: [
    "export box out.raw", "export vm box -", "path box", "path --json box@0",
    "save disk.raw box", "save disk.raw box@0 -d new", "resize box 2M", "flatten box",
    "diff box alpine", "diff alpine box",
  ])
  func haveNoDisk(_ verb: String) throws {
    try withContainer { pcocc, _ throws in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell("$PCOCC image \(verb)")
      #expect(result.status == 65, "\(result.standardError)")
      #expect(result.standardOutput == "")
      #expect(result.standardError.contains("user:box@0"))
      #expect(result.standardError.contains("is a container image"))
      #expect(try pcocc.shell("test ! -e out.raw").status == 0)
    }
  }

  @Test(arguments: ["import ctr disk.raw new", "import cont disk.raw new", "export ctr box out"])
  func areNotTakenByKind(_ verb: String) throws {
    try withContainer { pcocc, _ throws in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell("$PCOCC image \(verb)")
      #expect(result.status == 64)
      #expect(result.standardError.contains("container images cannot be"))
      #expect(pcocc.leftovers == [])
    }
  }
}
