import Foundation
import SystemPackage
import TestSupport
import Testing

/// Revisions that are layers: `resize`, `flatten`, `diff`, `history`, and deep stacks.
struct LayersTests: LayerTrials {
  @Test func deepStacksAreStoredAsAWhole() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      var depths: [Int] = []
      for number in 1...7 {
        try write("write -q -P \(number + 100) \(number * 64)k 1k", to: disk, "raw")
        let saved = try change(
          pcocc.run("save", "--json", "--max-layers", "3", disk.string, "box"))
        depths.append(saved.image.layers.count)
        try expectSame(pcocc, "box", as: disk, "raw")
      }
      #expect(depths == [2, 3, 1, 2, 3, 1, 2])
      let full = try change(pcocc.run("save", "--json", "--full", disk.string, "box"))
      #expect(full.image.layers.count == 1 && full.new)
      #expect(try !change(pcocc.run("save", "--json", "--full", disk.string, "box")).new)
    }
  }

  /// An overlay on three layers is a disk of four, of which the lower ones show through clusters that
  /// are written in part.
  @Test(arguments: [
    "cluster_size=512", "cluster_size=4k", "cluster_size=64k", "cluster_size=2M",
    "cluster_size=64k,extended_l2=on", "compat=0.10",
  ])
  func overlaysOnDeepStacks(_ options: String) throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 40)
      _ = try pcocc.run("import", disk.string, "box")
      for start in [1, 17] {
        try write("write -q -P \(start + 90) \(start * 50)k 300k", to: disk, "raw")
        #expect(try change(pcocc.run("save", "--json", disk.string, "box")).new)
      }
      let blob = String(try pcocc.run("path", "box").standardOutput.dropLast())
      let file = pcocc.folder.appending("overlay.qcow2")
      try Oracle.qemuImg(
        [
          "create", "-q", "-f", "qcow2", "-o", options, "-F", "qcow2", "-b", blob, file.string,
          "3M",
        ])
      try write(
        "write -q -P 5 10k 3k", "write -q -P 6 70k 1k", "write -q -P 7 860k 100k",
        "write -q -P 8 2600k 1k", "write -q -z 1200k 130k", to: file)
      for arguments in [[], ["--full"], ["--max-layers", "3"], ["--base", "0"], ["-d", "new"]] {
        let saved = try change(pcocc.run(["save", "--json"] + arguments + [file.string, "box"]))
        #expect(saved.new)
        try expectSame(pcocc, saved.image.reference, as: file, "qcow2")
        if arguments != ["-d", "new"] {
          _ = try pcocc.run("delete", saved.image.reference)
        }
      }
    }
  }

  @Test func aHundredLayersWork() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 110)
      _ = try pcocc.run("import", disk.string, "box")
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: disk.string))
      for number in 1...100 {
        try file.seek(toOffset: UInt64(number) << 16)
        try file.write(contentsOf: Data(repeating: UInt8(200 - number), count: 3000))
        try file.synchronize()
        #expect(
          try pcocc.run("save", "-q", "--max-layers", "200", disk.string, "box").status == 0)
      }
      #expect(
        try pcocc.run("history", "-n", "-o", "layers", "box@100").standardOutput
          .hasPrefix("101\n100\n99\n"))
      try expectSame(pcocc, "box", as: disk, "raw")
      // Each layer is an open file.
      let few = try pcocc.shell("ulimit -Sn 64; $PCOCC image export -q box few.raw")
      #expect(few.status == 0, "\(few.standardError)")
      #expect(try pcocc.run("copy", "box", "global:box").status == 0)
      try expectSame(pcocc, "global:box", as: disk, "raw")
      let flat = try change(pcocc.run("flatten", "--json", "box"))
      #expect(flat.image.layers.count == 1 && flat.image.reference == "user:box@101")
      try expectSame(pcocc, "box", as: disk, "raw")
      #expect(try !change(pcocc.run("flatten", "--json", "box")).new)
    }
  }

  /// Failures 4 and 5 of pcocc: it wrote into the first repository, and over revision 1.
  @Test func resizeMakesTheNextRevisionWhereTheImageIs() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "global:box")
      let first = try change(pcocc.run("resize", "--json", "box", "1M"))
      #expect(first.image.reference == "global:box@1" && first.virtual_size == 1 << 20)
      let second = try change(pcocc.run("resize", "--json", "-m", "two", "box@0", "+1.5M"))
      #expect(second.image.reference == "global:box@2" && second.virtual_size == 2 << 20)
      #expect(second.image.layers.count == 2 && second.base.reference == "global:box@0")
      #expect(try !change(pcocc.run("resize", "--json", "box", "2M")).new)
      #expect(try pcocc.run("list", "-R", "user").standardOutput == "")
      try Oracle.qemuImg(["resize", "-q", "-f", "raw", disk.string, "2M"])
      try expectSame(pcocc, "box@2", as: disk, "raw")
    }
  }

  @Test func shrinkingLosesNoData() throws {
    try withPcocc { pcocc in
      let disk = pcocc.folder.appending("disk.raw")
      try Oracle.qemuImg(["create", "-q", "-f", "raw", disk.string, "8M"])
      try write("write -q -P 1 0 1M", "write -q -P 2 5M 64k", to: disk, "raw")
      _ = try pcocc.run("import", disk.string, "box")
      let refused = try pcocc.run("resize", "box", "6M")
      #expect(refused.status == 64 && refused.standardError.contains("--shrink"))
      #expect(try change(pcocc.run("resize", "--json", "--shrink", "box", "6M")).new)
      let lossy = try pcocc.run("resize", "--shrink", "box", "5M")
      #expect(lossy.status == 1 && lossy.standardError.contains("holds data at 5242880"))
      #expect(try pcocc.run("resize", "box", "+0").status == 64)
      #expect(try pcocc.run("resize", "box", "many").status == 64)
      #expect(try pcocc.run("resize", "box", "++1M").status == 64)
      #expect(try pcocc.run("resize", "box", "20E").status == 64)
      // What was cut off does not come back.
      #expect(try change(pcocc.run("resize", "--json", "box", "8M")).new)
      try Oracle.qemuImg(["resize", "-q", "-f", "raw", "--shrink", disk.string, "6M"])
      try Oracle.qemuImg(["resize", "-q", "-f", "raw", disk.string, "8M"])
      try expectSame(pcocc, "box", as: disk, "raw")
    }
  }

  @Test func diffTellsWhereDisksDiffer() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", disk.string, "box")
      try write("write -q -P 99 100k 8k", "write -q -z 256k 64k", to: disk, "raw")
      _ = try pcocc.run("save", disk.string, "box")
      let result = try pcocc.run("diff", "-P", "-n", "box@0", "box@1")
      #expect(result.status == 0)
      #expect(result.standardOutput == "102400|8192|changed\n262144|65536|removed\n")
      let differs = try pcocc.run("diff", "--exit-code", "-q", "box@0", "box@1")
      #expect(differs.status == 1 && differs.standardError == "")
      let same = try pcocc.run("diff", "--exit-code", "--json", "box", "box@1")
      #expect(same.status == 0 && same.standardOutput.contains("\"same\":true"))
      _ = try pcocc.run("resize", "box", "1M")
      let sizes = try pcocc.run("diff", "--exit-code", "box@1", "box")
      #expect(sizes.status == 1 && sizes.standardError.contains("sizes 512.0 KiB and 1.0 MiB"))
    }
  }

  @Test func historyTellsWhatEachRevisionAdded() throws {
    try withPcocc { pcocc in
      let disk = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.run("import", "-m", "first", disk.string, "box")
      try write("write -q -P 99 100k 8k", to: disk, "raw")
      _ = try pcocc.run("save", "-m", "second", disk.string, "box")
      _ = try pcocc.run("save", "--allow-empty", disk.string, "box")
      #expect(
        try pcocc.run("history", "-P", "-o", "revision,added,layers,message", "box").standardOutput
          == """
          REVISION|ADDED|LAYERS|MESSAGE
          2|0|2|
          1|\(6 * 65536)|2|second
          0|\(13 * 65536)|1|first

          """)
      #expect(
        try pcocc.run("history", "-P", "-n", "-o", "revision", "box@0").standardOutput == "0\n")
      #expect(try pcocc.run("history", "nothing").status == 66)
    }
  }
}
