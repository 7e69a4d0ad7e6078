import Foundation
import SystemPackage
import TestSupport
import Testing

/// `save`: revisions made of changed disks.
struct SaveTests: LayerTrials {
  @Test func anOverlayOnABlobBecomesTheNextLayer() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 40)
      _ = try pcocc.run("import", disk.string, "box")
      let file = try overlay(pcocc, on: "box")
      let unchanged = try change(pcocc.run("save", "--json", file.string, "box"))
      #expect(!unchanged.new && unchanged.image.reference == "user:box@0")
      try write(
        "write -q -P 99 100k 70k", "write -q -z 512k 64k", "write -q -P 3 128k 64k", to: file)
      let first = try change(pcocc.run("save", "--json", "-m", "tools", file.string, "box"))
      #expect(first.image.reference == "user:box@1" && first.base.reference == "user:box@0")
      #expect(first.image.layers.count == 2 && first.image.layers.first == first.base.layers.first)
      #expect(first.image.description == "tools")
      // One cluster of data, the next holds again what it held; five of header and tables.
      #expect(first.size == 6 * 65536)
      try expectSame(pcocc, "box", as: file, "qcow2")
      #expect(try !change(pcocc.run("save", "--json", file.string, "box")).new)
      #expect(try change(pcocc.run("save", "--json", "--allow-empty", file.string, "box")).new)
      #expect(pcocc.leftovers == [])
    }
  }

  struct Source: Sendable {
    var format: String
    var options: [String] = []
  }

  @Test(arguments: [
    Source(format: "raw"), Source(format: "qcow2"), Source(format: "qcow2", options: ["-c"]),
    Source(format: "qed"), Source(format: "vdi"), Source(format: "vpc"), Source(format: "vmdk"),
  ])
  func aFileOfAnyFormatIsComparedWithTheNewestRevision(_ source: Source) throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 32)
      _ = try pcocc.run("import", disk.string, "box")
      try write("write -q -P 50 300k 100k", "write -q -z 1M 256k", to: disk, "raw")
      let file = pcocc.folder.appending("changed.\(source.format)")
      try Oracle.qemuImg(
        ["convert", "-f", "raw", "-O", source.format] + source.options
          + (source.format == "vpc" ? ["-o", "force_size=on"] : []) + [disk.string, file.string])
      let saved = try change(pcocc.run("save", "--json", file.string, "box"))
      #expect(saved.image.layers.count == 2)
      #expect(saved.size == (5 + 3) * 65536)
      try expectSame(pcocc, "box", as: disk, "raw")
      #expect(try !change(pcocc.run("save", "--json", file.string, "box")).new)
    }
  }

  @Test func sizesMayDiffer() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      for size in ["1M", "200K", "900K"] {
        try Oracle.qemuImg(["resize", "-q", "-f", "raw", "--shrink", disk.string, size])
        #expect(try change(pcocc.run("save", "--json", disk.string, "box")).new)
        try expectSame(pcocc, "box", as: disk, "raw")
      }
      #expect(try change(pcocc.run("save", "--json", "--allow-empty", disk.string, "box")).new)
      #expect(
        try pcocc.run("history", "-n", "-P", "-o", "disk", "box").standardOutput
          == "921600\n921600\n204800\n1048576\n524288\n")
    }
  }

  @Test func aNewImageTakesTheLayersWithIt() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "global:box")
      let file = try overlay(pcocc, on: "global:box")
      try write("write -q -P 99 100k 1k", to: file)
      let saved = try change(
        pcocc.run("save", "--json", "-d", "user:mine", file.string, "global:box"))
      #expect(saved.image.reference == "user:mine@0" && saved.image.layers.count == 2)
      try expectSame(pcocc, "user:mine", as: file, "qcow2")
      let again = try pcocc.run("save", "-d", "user:mine", file.string, "global:box")
      #expect(again.status == 73)
      // The layer that both repositories have is one file.
      let layer = try #require(saved.image.layers.first)
      let paths = ["user", "global"].map {
        pcocc.folder.appending("\($0)/data/\(layer.prefix(2))/\(layer)").string
      }
      let numbers = try paths.map {
        try FileManager.default.attributesOfItem(atPath: $0)[.systemFileNumber] as? Int
      }
      #expect(numbers[0] == numbers[1])
    }
  }

  /// The virtual machine was started from an older revision than the newest.
  @Test func anOverlayOnAnOlderRevisionKeepsItsLayers() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      let file = try overlay(pcocc, on: "box")
      try write("write -q -P 99 100k 1k", to: file)
      try write("write -q -P 88 200k 1k", to: disk, "raw")
      #expect(try change(pcocc.run("save", "--json", disk.string, "box")).new)
      let saved = try change(pcocc.run("save", "--json", file.string, "box"))
      #expect(saved.image.reference == "user:box@2" && saved.image.layers.count == 2)
      try expectSame(pcocc, "box", as: file, "qcow2")
      let based = try change(
        pcocc.run("save", "--json", "--base", "1", disk.string, "box"))
      #expect(based.new && based.image.layers.count == 2)
      try expectSame(pcocc, "box", as: disk, "raw")
      // Base 1, of which the disk is no copy any more.
      try write("write -q -P 77 300k 1k", to: disk, "raw")
      let third = try change(
        pcocc.run("save", "--json", "--base", "1", disk.string, "box"))
      #expect(third.base.reference == "user:box@1" && third.image.layers.count == 3)
      try expectSame(pcocc, "box", as: disk, "raw")
    }
  }

  /// A job stages the image, and its machine writes to an overlay on the copy.
  @Test(arguments: ["qcow2", "raw", "layers"])
  func anOverlayOnAStagedCopy(_ form: String) throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      try write("write -q -P 50 200k 10k", to: disk, "raw")
      _ = try pcocc.run("save", disk.string, "box")
      let staged = try pcocc.run(
        ["stage", "--dir", "stage"] + (form == "layers" ? ["--layers"] : ["-t", form]) + ["box"])
      let copy = String(staged.standardOutput.dropLast())
      let file = pcocc.folder.appending("overlay.qcow2")
      try Oracle.qemuImg(
        [
          "create", "-q", "-f", "qcow2", "-F", form == "raw" ? "raw" : "qcow2", "-b", copy,
          file.string,
        ])
      try write("write -q -P 99 100k 1k", to: file)
      let saved = try change(pcocc.run("save", "--json", file.string, "box"))
      #expect(saved.image.layers.count == 3 && saved.base.reference == "user:box@1")
      try expectSame(pcocc, "box", as: file, "qcow2")
      // Without its manifest it may be any file.
      #expect(try pcocc.shell("rm stage/*.json").status == 0)
      #expect(try pcocc.run("save", file.string, "box").status == 65)
    }
  }

  /// Neither revision has what the other one changed, and both users are told.
  @Test func whoeverSavesSecondIsWarned() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      _ = try pcocc.run("import", disk.string, "other")
      let first = try overlay(pcocc, on: "box", "first.qcow2")
      let second = try overlay(pcocc, on: "box", "second.qcow2")
      try write("write -q -P 99 100k 1k", to: first)
      #expect(!(try pcocc.run("save", first.string, "box").standardError.contains("not in it")))
      let unchanged = try pcocc.run("save", second.string, "box")
      #expect(unchanged.standardError.contains("nothing changed, user:box@0 is the same"))
      try write("write -q -P 98 100k 1k", to: second)
      let warned = try pcocc.run("save", second.string, "box")
      #expect(warned.status == 0)
      #expect(
        warned.standardError.contains(
          "\"user:box@2\" was made from revision 0; what revision 1 changed is not in it"))
      try write("write -q -P 97 200k 1k", to: disk, "raw")
      _ = try pcocc.run("save", disk.string, "other")
      let foreign = try overlay(pcocc, on: "other", "foreign.qcow2")
      try write("write -q -P 96 300k 1k", to: foreign)
      #expect(
        try pcocc.run("save", foreign.string, "box").standardError
          .contains("made from no revision of this image"))
    }
  }

  struct BadBacking: Sendable {
    var name: String
    var format = "qcow2"
  }

  @Test(arguments: [
    BadBacking(name: "/etc/passwd", format: "raw"), BadBacking(name: "other.qcow2"),
    BadBacking(name: "json:{\"driver\":\"qcow2\",\"file.filename\":\"BLOB\"}"),
    BadBacking(name: "BLOB", format: "raw"), BadBacking(name: "copies/data/BLOBNAME"),
    BadBacking(name: "nbd://localhost/BLOBNAME"),
  ])
  func anyOtherBackingFileIsRefused(_ backing: BadBacking) throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      let blob = String(try pcocc.run("path", "box").standardOutput.dropLast())
      let name = backing.name.replacing("BLOBNAME", with: blob.split(separator: "/").last ?? "")
        .replacing("BLOB", with: blob)
      let file = pcocc.folder.appending("overlay.qcow2")
      try Oracle.qemuImg(
        [
          "create", "-q", "-u", "-f", "qcow2", "-F", backing.format, "-b", name, file.string,
          "512K",
        ])
      let result = try pcocc.run("save", file.string, "box")
      #expect(result.status == 65)
      #expect(result.standardError.contains("refers to another file (backing file"))
      #expect(
        result.standardError.contains(
          backing.format == "raw"
            && backing.name == "BLOB"
            ? "in the format \"raw\" it is no disk" : "only a blob of repository \"user\""))
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func whatAVirtualMachineWritesToIsRefused() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      let file = try overlay(pcocc, on: "box")
      // qemu-io locks as a virtual machine does, until its standard input ends.
      let result = try pcocc.shell(
        """
        mkfifo commands
        qemu-io -f qcow2 \(file.string) < commands > answers &
        exec 3> commands
        echo 'write 0 64k' >&3
        while ! grep -q wrote answers; do sleep 0.05; done
        $PCOCC image save \(file.string) box; echo $?
        exec 3>&-
        wait
        $PCOCC image save \(file.string) box; echo $?
        """)
      #expect(result.standardOutput == "75\n0\n")
      #expect(result.standardError.contains("a virtual machine is writing to it"))
    }
  }

  @Test func manySavesAtOnceAllBecomeRevisions() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 16)
      _ = try pcocc.run("import", disk.string, "box")
      let count = 8
      for number in 1...count {
        let file = try overlay(pcocc, on: "box", "overlay\(number).qcow2")
        try write("write -q -P \(number) \(number * 30)k 40k", to: file)
      }
      let result = try pcocc.shell(
        """
        for i in \((1...count).map(String.init).joined(separator: " ")); do
          $PCOCC image save -m $i overlay$i.qcow2 box 2> err$i & pids="$pids $!"
        done
        for pid in $pids; do wait $pid || echo failed; done
        cat err*
        """)
      #expect(!result.standardOutput.contains("failed"), "\(result.standardOutput)")
      let history = try pcocc.run("history", "-P", "-n", "-o", "revision,message", "box")
        .standardOutput.split(separator: "\n").map { $0.split(separator: "|") }
      #expect(history.count == count + 1)
      #expect(history.compactMap { Int($0[0]) } == (0...count).reversed())
      for line in history where line.count == 2 {
        try expectSame(
          pcocc, "box@\(line[0])", as: pcocc.folder.appending("overlay\(line[1]).qcow2"), "qcow2")
      }
      #expect(pcocc.leftovers == [])
    }
  }
}
