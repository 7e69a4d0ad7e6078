internal import ArgumentParser

/// `pcocc-bench growth`
struct GrowthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "growth",
    abstract: "Time the same work at a sixteenth, a quarter and the whole of the size",
    discussion: """
      Beside what this program does stand what bounds it: the digest of as many bytes on one core, \
      and copying them to disk.
      """)

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    let parts = [16, 4, 1]
    let columns = try parts.map { part in
      let bench = try options.workbench(part: part)
      try bench.makeInputs()
      return try
        (onDisks(bench)
        + StoreContests(bench: bench, imageCount: max(1, options.images / part))
        .all.dropFirst()).map { try $0.run(times: options.runs, on: bench) }
    }
    let rows = columns[0].indices.map { row in
      let times = columns.map { $0[row].ours.elapsed.median }
      return [columns[2][row].name]
        + times.map { time in
          let growth = (time / times[0] * 10).rounded() / 10
          return "\(ResultTable.time(time)) (\(growth))"
        }
    }
    print(AlignedRows(rows: [["work", "1x", "4x", "16x"]] + rows).text, terminator: "")
  }

  private func onDisks(_ bench: Workbench) -> [Contest] {
    let (source, image) = (bench.input("dense.raw"), "\(Workbench.repository):image")
    let provide = {
      try bench.resetRepository()
      try bench.run([bench.pcocc("import", "vm", source, image)])
    }
    let copy = bench.output("copy.raw")
    return [
      Contest(
        name: "import of random raw",
        ours: .init(
          prepare: bench.resetRepository, steps: [bench.pcocc("import", "vm", source, image)])),
      Contest(
        name: "export of random data to raw",
        ours: .init(
          prepare: provide,
          steps: [bench.pcocc("export", "-t", "raw", image, bench.output("disk.raw"))])),
      Contest(
        name: "verify", ours: .init(prepare: provide, steps: [bench.pcocc("verify")])),
      Contest(
        name: "(openssl dgst -sha256)",
        ours: .init(steps: [Step("openssl", "dgst", "-sha256", source)])),
      Contest(
        name: "(cp, sync)", ours: .init(steps: [Step("cp", source, copy), Step("sync", copy)])),
    ]
  }
}
