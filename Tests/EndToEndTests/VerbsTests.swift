import Foundation
import SystemPackage
import TestSupport
import Testing

/// Each verb once, in the order a user would come across them.
struct VerbsTests {
  @Test func examplesOfTheManualPage() throws {
    try withPcocc { pcocc in
      try Oracle.qemuImg([
        "create", "-f", "qcow2",
        pcocc.folder.appending("CentOS-7-x86_64-GenericCloud.qcow2").string, "1M",
      ])
      for line in [
        "$PCOCC image list",
        "$PCOCC image import vm $HOME/CentOS-7-x86_64-GenericCloud.qcow2 global:centos7-cloud",
        "$PCOCC image copy global:centos7-cloud user:mycentos7",
        "$PCOCC image show user:mycentos7",
        "$PCOCC image delete user:mycentos7@0",
        "$PCOCC image delete global:centos7-cloud",
      ] {
        let result = try pcocc.shell(line)
        #expect(result.status == 0, "\(line): \(result.standardError)")
      }
      #expect(try pcocc.run("list").standardOutput == "")
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func importTellsWhatItMade() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 16)
      let plain = try pcocc.run("import", source.string, "a")
      #expect(plain.standardOutput == "")
      #expect(plain.standardError == "imported user:a@0 (raw, 1.0 MiB)\n")
      let quiet = try pcocc.run("import", "-q", source.string, "b")
      #expect(quiet.standardOutput + quiet.standardError == "")
      let json = try pcocc.run("import", "--json", "-m", "first", source.string, "c")
      #expect(json.standardError == "")
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(json.standardOutput.utf8)) as? [String: Any])
      #expect(
        Set(record.keys) == ["image", "size", "source_format", "verbatim", "virtual_size"])
      #expect(record["virtual_size"] as? Int == 1 << 20)
      let image = try #require(record["image"] as? [String: Any])
      #expect(image["reference"] as? String == "user:c@0")
      #expect(image["description"] as? String == "first")
    }
  }

  @Test func progressIsShownToPrograms() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 16)
      let result = try pcocc.run("import", "--progress=json", source.string, "a")
      let lines = result.standardError.split(separator: "\n")
      // On a busy machine there may be some before the last one.
      let reports = try lines.dropLast().map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        return try #require((object as? [String: [String: Any]])?["progress"])
      }
      #expect(reports.allSatisfy { $0["name"] as? String == "a" })
      let last = try #require(reports.last)
      let total = try #require(last["total"] as? Int)
      #expect(total >= 1 << 20)
      #expect(last["completed"] as? Int == total)
      #expect(lines.last == "imported user:a@0 (raw, 1.0 MiB)")
    }
  }

  @Test func streams() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 5)
      #expect(try pcocc.run("import", "-t", "RAW", "vm", "-", "a", input: source).status == 0)
      let output = pcocc.folder.appending("out")
      let result = try pcocc.run("export", "-t", "raw", "a", "-", output: output)
      #expect(result.status == 0)
      #expect(try bytes(output) == bytes(source))
      #expect(try pcocc.shell("cat disk.raw | $PCOCC image import raw:- user:b").status == 0)
      #expect(
        try pcocc.shell("$PCOCC image export user:b - | cmp - disk.raw").status == 0)
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func exportWritesWhatWasAskedFor() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 5)
      #expect(try pcocc.run("import", source.string, "a").status == 0)
      let target = pcocc.folder.appending("out.qcow2").string
      let result = try pcocc.run(
        "export", "-o", "cluster_size=4k,compat=v2", "--compress", "a", target)
      #expect(result.status == 0)
      #expect(result.standardError == "exported user:a@0 to \(target) (qcow2, 320.0 KiB)\n")
      let info = try Oracle.qemuImg(["info", "--output=json", target])
      #expect(info.contains("\"cluster-size\": 4096"))
      #expect(info.contains("\"compat\": \"0.10\""))
      try Oracle.qemuImg(["compare", source.string, target])
      try Oracle.qemuImg(["check", target])
    }
  }

  @Test func pathCanBeBooted() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 2)
      _ = try pcocc.run("import", source.string, "a")
      let path = try pcocc.run("path", "a").standardOutput
      #expect(path.hasPrefix(pcocc.folder.appending("user/data").string))
      try Oracle.qemuImg(["compare", String(path.dropLast()), source.string])
    }
  }

  @Test func deleteAndUndelete() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 1)
      _ = try pcocc.run("import", source.string, "a")
      let dry = try pcocc.run("delete", "--dry-run", "a")
      #expect(dry.standardOutput.contains("user:a@0    no revision was given, which means all\n"))
      #expect(dry.standardError == "")
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "user:a@0\n")
      let deletion = try pcocc.run("delete", "a")
      #expect(deletion.standardOutput == "")
      #expect(
        deletion.standardError
          == "deleted user:a@0; \"pcocc image undelete user:a@0\" undoes it\n")
      #expect(try pcocc.run("list").standardOutput == "")
      let restoration = try pcocc.run("undelete", "user:a@0")
      #expect(restoration.standardOutput == "")
      #expect(restoration.standardError == "restored user:a@0\n")
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "user:a@0\n")
    }
  }

  @Test func showAndCopy() throws {
    try withPcocc { pcocc in
      let source = try pcocc.makeFile("disk.raw", blocks: 16)
      _ = try pcocc.run("import", source.string, "a")
      let copy = try pcocc.run("copy", "a", "global:b@7")
      #expect(copy.standardOutput == "")
      #expect(copy.standardError == "copied a to global:b@0\n")
      let shown = try pcocc.run("show", "b")
      #expect(shown.standardOutput.contains("URI:     global:b@0\n"))
      #expect(shown.standardOutput.contains("Disk:    1.0 MiB\n"))
      #expect(shown.standardOutput.contains("REVISION    SIZE"))
    }
  }

  @Test func repositories() throws {
    try withPcocc { pcocc in
      let listing = {
        try pcocc.run("repo", "list", "-P", "-n", "-o", "name,exists").standardOutput
      }
      #expect(try listing() == "user|no\nglobal|no\n")
      let made = try pcocc.run("repo", "init", "global")
      #expect(made.status == 0)
      #expect(made.standardOutput == "")
      #expect(try listing() == "user|no\nglobal|yes\n")
      #expect(try pcocc.run("repo", "init", "global").status == 73)
    }
  }

  @Test func inspectTellsWhatSpeaksAgainst() throws {
    try withPcocc { pcocc in
      let base = pcocc.folder.appending("base.qcow2").string
      let top = pcocc.folder.appending("top.qcow2").string
      try Oracle.qemuImg(["create", "-f", "qcow2", base, "1M"])
      try Oracle.qemuImg(["create", "-f", "qcow2", "-b", base, "-F", "qcow2", top])
      let good = try pcocc.run("inspect", base)
      #expect(good.status == 0)
      #expect(good.standardOutput.hasSuffix("safe to import: yes\n"))
      let bad = try pcocc.run("inspect", top)
      #expect(bad.status == 0)
      #expect(bad.standardOutput.contains("backing file"))
      #expect(bad.standardOutput.contains("\nsafe to import: no: "))
      let json = try pcocc.run("inspect", "--json", top).standardOutput
      #expect(json.contains(#""safe_to_import":false"#))
      #expect(json.contains(#""references":[{"kind":"backing file","name":""#))
    }
  }

  @Test func calledAsPcoccImage() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        "ln -s $PCOCC pcocc-image && ./pcocc-image -v repo list -n -o name")
      #expect(result.standardOutput == "user\nglobal\n")
    }
  }

  private func bytes(_ path: FilePath) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path.string))
  }

  /// The store's own files are no place to export to.
  @Test func exportLeavesRepositoriesAlone() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 3)
      #expect(try pcocc.run("import", disk.string, "box").status == 0)
      #expect(try pcocc.shell("ln -s user/meta shortcut").status == 0)
      for line in [
        "export box $($PCOCC image path box)", "export box user/meta/box@1",
        "export box user/.config", "export box shortcut/box@1",
      ] {
        let result = try pcocc.shell("$PCOCC image \(line)")
        #expect(result.status == 64, "\(line)")
        #expect(result.standardError.contains("inside a repository"))
      }
      #expect(try pcocc.run("export", "box", "back.raw").status == 0)
      #expect(try pcocc.shell("cmp disk.raw back.raw").status == 0)
    }
  }

  @Test func exportKeepsLinksAndModes() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", disk.string, "box").status == 0)
      #expect(
        try pcocc.shell("mkdir d; echo > d/old; chmod 600 d/old; ln -s d/old link").status == 0)
      #expect(try pcocc.run("export", "box", "link").status == 0)
      let facts = try pcocc.shell("cmp disk.raw d/old; readlink link; stat -c %a d/old; ls -A d")
      #expect(facts.standardOutput == "d/old\n600\nold\n")
      #expect(
        try pcocc.shell("ln -s nowhere/x dangling; $PCOCC image export box dangling").status == 66)
      #expect(try pcocc.run("export", "box", "new/").status == 64)
    }
  }

  /// Failure 12 of pcocc: importing the good source again mends what is broken.
  @Test(arguments: [
    "printf ZZZZ | dd of=$B bs=1 seek=70000 conv=notrunc", "truncate -s 1000 $B", "rm $B",
    "rm $B && mkdir $B", "rm $B && mkfifo $B",
  ])
  func importMendsABlob(_ damage: String) throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 3)
      #expect(try pcocc.run("import", disk.string, "box").status == 0)
      let line = "B=$($PCOCC image path box); chmod u+w $B; \(damage)"
      #expect(try pcocc.shell(line).status == 0)
      let again = try pcocc.run("import", disk.string, "again")
      #expect(again.status == 0, "\(again.standardError)")
      for image in ["box", "again"] {
        #expect(try pcocc.run("export", image, "\(image).raw").status == 0)
        #expect(try pcocc.shell("cmp disk.raw \(image).raw").status == 0)
      }
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func errorsAboutStreamsNameTheStream() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        "head -c 100000 /bin/sh | gzip | head -c 5000 | $PCOCC image import - x")
      #expect(result.status == 65)
      #expect(result.standardError.hasPrefix("pcocc image: standard input: truncated image"))
    }
  }

  /// Failure 4 of pcocc: an image of the second repository is changed where it is.
  @Test func deletionHappensWhereTheImageIs() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 1)
      for name in ["global:box", "other"] {
        #expect(try pcocc.run("import", disk.string, name).status == 0)
      }
      let before = try pcocc.shell("find user | sort").standardOutput
      let result = try pcocc.run("delete", "--json", "box")
      #expect(result.standardOutput.contains(#""reference":"global:box@0""#))
      #expect(try pcocc.shell("find user | sort").standardOutput == before)
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "user:other@0\n")
    }
  }
}
