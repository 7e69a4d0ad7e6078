import Foundation
import SystemPackage
import TestSupport
import Testing

/// Every format goes into a repository and comes out as every other one.
@Suite struct FormatsTests {
  struct Output: Sendable {
    var format: String
    var arguments: [String] = []

    static let all = [
      Output(format: "raw"), Output(format: "qcow2"),
      Output(format: "qcow2", arguments: ["-o", "compat=0.10,cluster_size=4k"]),
      Output(format: "qcow2", arguments: ["--compress=zstd"]),
      Output(format: "qed"),
      Output(format: "qed", arguments: ["-o", "cluster_size=4k,table_size=2"]),
      Output(format: "vdi"), Output(format: "vdi", arguments: ["-o", "subformat=static"]),
      Output(format: "vpc"), Output(format: "vpc", arguments: ["-o", "subformat=fixed"]),
      Output(format: "vmdk"), Output(format: "vmdk", arguments: ["--compress"]),
    ]
  }

  private static let formats = ["raw", "qcow2", "qed", "vdi", "vpc", "vmdk"]

  /// qemu-img makes the source and judges the result.
  @Test(arguments: formats) func convertsToEveryOther(_ format: String) throws {
    try withPcocc { pcocc in
      let disk = try Self.disk(in: pcocc)
      let source = pcocc.folder.appending("source.\(format)")
      let sizes = format == "vpc" ? ["-o", "force_size=on"] : []
      try Oracle.qemuImg(
        ["convert", "-f", "raw", "-O", format] + sizes + [disk.string, source.string])
      let imported = try pcocc.run("import", source.string, "box")
      #expect(imported.status == 0, "\(imported.standardError)")
      for (number, output) in Output.all.enumerated() {
        let target = pcocc.folder.appending("target\(number).\(output.format)")
        let result = try pcocc.run(["export"] + output.arguments + ["box", target.string])
        #expect(result.status == 0, "\(output) \(result.standardError)")
        try Oracle.qemuImg(
          ["compare", "-q", "-f", "raw", "-F", output.format, disk.string, target.string])
        if !["raw", "vpc"].contains(output.format) {
          try Oracle.qemuImg(["check", "-q", "-f", output.format, target.string])
        }
      }
    }
  }

  /// Each format can be written to a pipe and read from one.
  @Test(arguments: Output.all.filter { $0.format != "qcow2" || $0.arguments.first == "-o" })
  func passesThroughPipes(_ output: Output) throws {
    try withPcocc { pcocc in
      let disk = try Self.disk(in: pcocc)
      #expect(try pcocc.run("import", disk.string, "box").status == 0)
      let options = (["-t", output.format] + output.arguments).joined(separator: " ")
      let line =
        "$PCOCC image export \(options) box - | $PCOCC image import -t \(output.format) - back"
      let result = try pcocc.shell(line)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(try pcocc.run("export", "back", "back.raw").status == 0)
      #expect(try pcocc.shell("cmp \(disk.string) back.raw").status == 0)
    }
  }

  @Test func takesCompressedFilesByTheirOriginalName() throws {
    try withPcocc { pcocc in
      let disk = try Self.disk(in: pcocc)
      try Oracle.qemuImg([
        "convert", "-f", "raw", "-O", "vmdk", disk.string, "\(pcocc.folder)/a.vmdk",
      ])
      #expect(try pcocc.shell("gzip a.vmdk; cp a.vmdk.gz b.qcow2.gz").status == 0)
      #expect(try pcocc.run("import", "a.vmdk.gz", "box").status == 0)
      let wrong = try pcocc.run("import", "b.qcow2.gz", "other")
      #expect(wrong.status == 65)
      #expect(wrong.standardError.contains("the name says qcow2, but the content is vmdk"))
      #expect(pcocc.leftovers == [])
      #expect(try pcocc.run("export", "box", "back.raw").status == 0)
      #expect(try pcocc.shell("cmp \(disk.string) back.raw").status == 0)
    }
  }

  struct Extents: Sendable {
    var subformat: String
    /// A file that the descriptor names.
    var extent: String
  }

  @Test(arguments: [
    Extents(subformat: "monolithicFlat", extent: "disk-flat.vmdk"),
    Extents(subformat: "twoGbMaxExtentSparse", extent: "disk-s001.vmdk"),
    Extents(subformat: "twoGbMaxExtentFlat", extent: "disk-f001.vmdk"),
  ])
  func takesDisksOfSeveralFilesWhenAsked(_ table: Extents) throws {
    try withPcocc { pcocc in
      let disk = try Self.disk(in: pcocc)
      try Oracle.qemuImg(
        [
          "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=\(table.subformat)", disk.string,
          "\(pcocc.folder)/disk.vmdk",
        ])
      let refused = try pcocc.run("import", "disk.vmdk", "box")
      #expect(refused.status == 65)
      #expect(refused.standardError.contains(table.extent))
      #expect(try pcocc.run("import", "--allow-extents", "disk.vmdk", "box").status == 0)
      #expect(try pcocc.run("export", "box", "back.raw").status == 0)
      #expect(try pcocc.shell("cmp \(disk.string) back.raw").status == 0)
      // A link may lead anywhere.
      #expect(try pcocc.shell("mv \(table.extent) x && ln -s x \(table.extent)").status == 0)
      let linked = try pcocc.run("import", "--allow-extents", "disk.vmdk", "other")
      #expect(linked.status == 65)
      #expect(linked.standardError.contains("symbolic link"))
    }
  }

  /// 3 MiB and a sector with text, noise and zeros in them.
  private static func disk(in pcocc: PcoccBinary) throws -> FilePath {
    let path = try pcocc.makeFile("disk.raw", blocks: 20)
    let line = "truncate -s 2M disk.raw && head -c 700000 /bin/sh >> disk.raw"
    #expect(try pcocc.shell("\(line) && truncate -s 3146240 disk.raw").status == 0)
    return path
  }
}
