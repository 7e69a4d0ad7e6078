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
      + ["zlib", "zstd"].map { compressing($0) } + [copying, piping]
  }

  private let image = "\(Workbench.repository):image"

  private func contest(
    _ name: String, of input: String, to format: String, limit: Double
  ) -> Contest {
    contest(
      name, of: input, to: format, limit: limit, ours: ["-t", format], peer: ["-O", format])
  }

  private func compressing(_ compression: String) -> Contest {
    var contest = contest(
      "export --compress=\(compression)", of: "system.qcow2", to: "qcow2", limit: 0.8,
      ours: ["-t", "qcow2", "--compress=\(compression)"],
      peer: ["-c", "-O", "qcow2", "-o", "compression_type=\(compression)"])
    contest.ours.compressed = { bench.output("disk.qcow2") }
    contest.peer?.compressed = { bench.output("disk.qcow2") }
    return contest
  }

  /// What is stored as qcow2 comes out byte for byte.
  private var copying: Contest {
    let (source, result) = (bench.input("system.qcow2"), bench.output("disk.qcow2"))
    var contest = contest(
      "export of a system to qcow2, beside a copy", of: "system.qcow2", to: "qcow2", limit: nil,
      ours: ["-t", "qcow2"], peer: [])
    contest.peer?.steps = [Step("cp", source, result), Step("sync", result)]
    return contest
  }

  /// `qemu-img` cannot write to a pipe, so it needs a file there.
  private var piping: Contest {
    let (source, result) = (bench.input("system.qcow2"), bench.output("disk.raw"))
    let command = (bench.pcocc("export").arguments + ["-t", "raw", image, "-"]).map { "'\($0)'" }
      .joined(separator: " ")
    return Contest(
      name: "export of a system to a pipe",
      ours: .init(
        prepare: { try provide("system.qcow2") },
        steps: [Self.shell("\(command) | cat >/dev/null")]),
      peer: .init(
        prepare: { try provide("system.qcow2") },
        steps: [
          Step("qemu-img", "convert", "-O", "raw", source, result),
          Self.shell("cat '\(result)' | cat >/dev/null"),
        ]),
      check: {
        try bench.run([Self.shell("\(command) | cat >'\(result)'")])
        try bench.requireSameDisk(source, result)
      })
  }

  /// A line that fails where any command in it does.
  private static func shell(_ line: String) -> Step { Step("bash", "-o", "pipefail", "-c", line) }

  private func contest(
    _ name: String, of input: String, to format: String, limit: Double?, ours: [String],
    peer: [String]
  ) -> Contest {
    let result = bench.output("disk.\(format)")
    let source = bench.input(input)
    return Contest(
      name: name, limit: limit.map(Contest.Limit.ratio),
      ours: .init(
        prepare: { try provide(input) },
        steps: [Step(bench.pcocc("export").arguments + ours + [image, result])]),
      peer: .init(
        prepare: { try provide(input) },
        steps: [
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
