/// Exports, against converting the very blob.
struct ExportContests {
  let bench: Workbench

  var all: [Contest] {
    [
      contest("export of random data to raw", of: "dense.qcow2", to: "raw", limit: 0.9),
      contest("export of a system to raw", of: "system.qcow2", to: "raw", limit: 0.9),
      contest("export of zlib qcow2 to raw", of: "zlib.qcow2", to: "raw", limit: 0.4),
      contest("export of zstd qcow2 to raw", of: "zstd.qcow2", to: "raw", limit: 0.4),
    ]
      + ["qcow2", "qed", "vdi", "vpc", "vmdk"].map {
        contest("export of a system to \($0)", of: "system.qcow2", to: $0, limit: 0.9)
      }
      + ["zlib", "zstd"].map { compressing($0) }
  }

  private let image = "\(Workbench.repository):image"

  private func contest(
    _ name: String, of input: String, to format: String, limit: Double
  ) -> Contest {
    contest(
      name, of: input, to: format, limit: limit, ours: ["-t", format], peer: ["-O", format])
  }

  private func compressing(_ compression: String) -> Contest {
    contest(
      "export --compress=\(compression)", of: "system.qcow2", to: "qcow2", limit: 0.8,
      ours: ["-t", "qcow2", "--compress=\(compression)"],
      peer: ["-c", "-O", "qcow2", "-o", "compression_type=\(compression)"])
  }

  private func contest(
    _ name: String, of input: String, to format: String, limit: Double, ours: [String],
    peer: [String]
  ) -> Contest {
    let result = bench.output("disk.\(format)")
    let source = bench.input(input)
    return Contest(
      name: name, limit: .ratio(limit),
      ours: .init(
        prepare: { try provide(input) },
        steps: [Step(bench.pcocc("export").arguments + ours + [image, result])]),
      peer: .init(steps: [
        Step(["qemu-img", "convert"] + peer + [source, result]), Step("sync", result),
      ]),
      check: { try bench.requireSameDisk(source, result) })
  }

  /// Imports the image unless it is there already.
  private func provide(_ input: String) throws {
    if let path = try? bench.path(of: image),
      (try? bench.run([Step("cmp", path, bench.input(input))])) != nil
    {
      return
    }
    try bench.resetRepository()
    try bench.run([bench.pcocc("import", "vm", bench.input(input), image)])
  }
}
