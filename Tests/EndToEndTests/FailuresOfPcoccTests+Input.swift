import Foundation
import SystemPackage
import TestSupport
import Testing

/// What pcocc 0.7.5 was seen to do wrong with bad input, damage and broken repositories.
extension FailuresOfPcoccTests {
  @Test("10: a failed or duplicate import leaves nothing behind, and is refused before any work")
  func failedImports() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "x").status == 0)
      #expect(try pcocc.shell("printf 'QFI\\373 and no more' > bad.qcow2").status == 0)
      #expect(try pcocc.run("import", "a.raw", "x").status == 73)
      #expect(try pcocc.run("import", "bad.qcow2", "y").status == 65)
      #expect(try pcocc.run("import", "gone.raw", "y").status == 66)
      // Nothing is read of what cannot be imported.
      let result = try pcocc.shell("yes | timeout 20 $PCOCC image import - x")
      #expect(result.status == 73)
      #expect(pcocc.leftovers == [])
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "user:x@0\n")
    }
  }

  @Test("11: a signal stops the work and cleans", arguments: ["TERM", "INT", "HUP", "XCPU"])
  func signals(_ signal: String) throws {
    try withPcocc { pcocc in
      // The pipe never ends, and there is time enough to begin.
      let result = try pcocc.shell(
        """
        (while echo x; do sleep 0.1; done) 2>/dev/null |
          (trap - \(signal); exec timeout -s \(signal) 4 $PCOCC image import -t raw - x)
        ls user/.tmp
        """)
      #expect(result.standardOutput == "")
      #expect(result.standardError.contains("(SIG\(signal))"))
      #expect(pcocc.leftovers == [])
      #expect(try pcocc.run("list", "-n").standardOutput == "")
    }
  }

  @Test("12: damage is found, not exported, and mended by the good source")
  func damage() throws {
    let damages = [
      "printf XXXX | dd of=$blob bs=1 seek=200000 conv=notrunc status=none",
      "truncate -s 100000 $blob",
    ]
    for damage in damages {
      try withPcocc { pcocc in
        _ = try pcocc.makeFile("a.raw", blocks: 8)
        #expect(try pcocc.run("import", "a.raw", "x").status == 0)
        #expect(try pcocc.run("verify").status == 0)
        let setup = "blob=$($PCOCC image path x); chmod u+w $blob; \(damage); chmod u-w $blob"
        #expect(try pcocc.shell(setup).status == 0)
        let verification = try pcocc.run("verify")
        #expect(verification.status == 65)
        #expect((verification.standardOutput + verification.standardError).contains("x@0"))
        if damage.hasPrefix("truncate") {
          #expect(try pcocc.run("export", "x", "out.raw").status == 65)
        }
        // The same bytes under another name.
        #expect(try pcocc.run("import", "a.raw", "y").status == 0)
        #expect(try pcocc.run("verify").status == 0)
        #expect(try pcocc.run("export", "x", "out.raw").status == 0)
        #expect(try pcocc.shell("cmp a.raw out.raw").status == 0)
      }
    }
  }

  @Test(
    "13: what an image refers to is never followed",
    arguments: [
      "/etc/passwd", "json:{\"driver\":\"file\",\"filename\":\"/etc/passwd\"}", "fat:/etc",
      "nbd://localhost/x", "base.qcow2",
    ])
  func backingFiles(_ reference: String) throws {
    try withPcocc { pcocc in
      let image = pcocc.folder.appending("bad.qcow2").string
      try Oracle.qemuImg([
        "create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b", reference, image, "1M",
      ])
      let result = try pcocc.run("import", "bad.qcow2", "x")
      #expect(result.status == 65)
      #expect(
        result.standardError.contains(reference.prefix(12)), "\(result.standardError)")
      #expect(try pcocc.run("list", "-n").standardOutput == "")
    }
  }

  @Test("13: external data and extents are never followed")
  func dataFilesAndExtents() throws {
    try withPcocc { pcocc in
      let folder = pcocc.folder
      try Oracle.qemuImg([
        "create", "-q", "-f", "qcow2", "-o", "data_file=\(folder.appending("secret"))",
        folder.appending("data.qcow2").string, "1M",
      ])
      try Oracle.qemuImg([
        "create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat",
        folder.appending("flat.vmdk").string, "1M",
      ])
      for (name, reference) in [("data.qcow2", "secret"), ("flat.vmdk", "flat-flat.vmdk")] {
        let result = try pcocc.run("import", name, "x")
        #expect(result.status == 65)
        #expect(result.standardError.contains(reference), "\(result.standardError)")
      }
    }
  }

  @Test("14: blob names lead nowhere else, and control characters are shown escaped")
  func hostileMetadata() throws {
    try withPcocc(except: ["user"]) { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "x").status == 0)
      let line = """
        mkdir outside; echo secret > outside/file; cd user/meta
        sed 's/"data_blobs": \\["[0-9a-f]*"/"data_blobs": ["..\\/..\\/outside\\/file"/; s/"x"/"evil"/' \
          x@0 > evil@0
        sed 's/"owner": "[a-z]*"/"owner": "\\\\u001b[31mred\\\\n"/; s/"x"/"red"/' x@0 > red@0
        """
      #expect(try pcocc.shell(line).status == 0)
      for arguments in [
        ["copy", "evil", "global:y"], ["export", "evil", "out.raw"], ["show", "evil"],
        ["path", "evil"], ["resize", "evil", "2M"],
      ] {
        #expect(try pcocc.run(arguments).status == 65, "\(arguments)")
      }
      let listing = try pcocc.run("list")
      #expect(!(listing.standardOutput + listing.standardError).contains("\u{1b}"))
      #expect(
        listing.standardOutput.contains("\\u{1b}[31mred")
          || listing.standardOutput.contains("\\x1b"))
      #expect(try pcocc.run("repo", "gc", "--now", "--yes", "user").status == 65)
      #expect(try pcocc.run("delete", "evil").status == 0)
      #expect(try pcocc.run("repo", "gc", "--now", "--yes", "user").status == 0)
      #expect(try pcocc.shell("cat outside/file; find . -name 'y@*'").standardOutput == "secret\n")
    }
  }

  @Test("15: a path is never a pattern")
  func pathsAreNoPatterns() throws {
    try withPcocc { pcocc in
      try pcocc.configure(
        """
        repos:
          - name: user
            path: "\(pcocc.folder.appending("re[pq]o"))"
          - name: global
            path: "\(pcocc.folder.appending("repo"))"

        """)
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("repo", "init", "user").status == 0)
      #expect(try pcocc.run("import", "a.raw", "global:x").status == 0)
      #expect(try pcocc.run("repo", "gc", "--now", "--yes", "user").status == 0)
      #expect(try pcocc.run("verify").status == 0)
      #expect(try pcocc.run("export", "x", "out.raw").status == 0)
    }
  }

  @Test("16: readers never see half of anything")
  func readersDuringImports() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("repo", "init", "user").status == 0)
      let result = try pcocc.shell(
        """
        (for i in 1 2 3 4 5 6 7 8; do $PCOCC image import a.raw x$i; done 2>/dev/null; touch stop) &
        while [ ! -e stop ]; do $PCOCC image list -n -o name || echo failed; done > listings
        wait; grep failed listings; for n in $(sort -u listings); do $PCOCC image show $n > /dev/null; done
        """)
      #expect(result.standardOutput == "")
      #expect(result.standardError == "")
    }
  }

  @Test(
    "17: one bad repository spoils no other",
    arguments: [
      "rm -r global", ": > global/.config", "rm -r global; : > global",
      "rm global/.config", "echo 'version: 9' > global/.config", "rm -r global/meta",
    ])
  func badRepository(_ breakage: String) throws {
    try withPcocc(except: ["global"]) { pcocc in
      _ = try pcocc.makeFile("a.raw", blocks: 4)
      #expect(try pcocc.run("import", "a.raw", "global:y").status == 0)
      #expect(try pcocc.run("import", "a.raw", "x").status == 0)
      #expect(try pcocc.shell(breakage).status == 0)
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "user:x@0\n")
      for arguments in [
        ["show", "x"], ["export", "x", "out.raw"], ["import", "a.raw", "z"], ["copy", "x", "w"],
        ["delete", "w"], ["repo", "list"], ["repo", "gc", "user"], ["trash", "list"],
      ] {
        #expect(try pcocc.run(arguments).status == 0, "\(arguments)")
      }
    }
  }
}
