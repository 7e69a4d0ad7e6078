/// Imports, against converting, bringing to disk and digesting with a tool for each.
struct ImportContests {
  let bench: Workbench

  var all: [Contest] {
    [
      converting("import of random raw", "dense.raw", limit: 0.7),
      converting("import of a system's raw", "system.raw", limit: 0.7),
      converting("import of sparse raw", "sparse.raw", limit: 0.7),
      asPcoccDoes("import of random raw, as pcocc 0.7.5", "dense.raw"),
      asPcoccDoes("import of a system's raw, as pcocc 0.7.5", "system.raw"),
      copying("import of clean qcow2", "dense.qcow2", limit: 0.7),
      inflating("import of zlib qcow2", "zlib.qcow2"),
      inflating("import of zstd qcow2", "zstd.qcow2"),
      copying("import of zlib qcow2, beside a copy", "zlib.qcow2", limit: nil),
      copying("import of zstd qcow2, beside a copy", "zstd.qcow2", limit: nil),
      compressing("zlib"), compressing("zstd"),
      fromDisk(
        converting("import of random raw, read from disk", "dense.raw", limit: nil), "dense.raw"),
    ]
  }

  private var result: String { bench.output("peer.qcow2") }

  /// What makes the peer's file as safe and as well known as a blob.
  private var safeguard: [Step] {
    [Step("sync", result), Step("openssl", "dgst", "-sha256", result)]
  }

  private func contest(
    _ name: String, _ input: String, limit: Double?, options: [String] = [], peer: [Step]
  ) -> Contest {
    let source = bench.input(input)
    let image = "\(Workbench.repository):image"
    let command = bench.pcocc("import").arguments + options + ["vm", source, image]
    return Contest(
      name: name, limit: limit.map(Contest.Limit.ratio),
      ours: .init(prepare: bench.resetRepository, steps: [Step(command)]),
      peer: .init(steps: peer),
      check: { try bench.requireSameDisk(source, bench.path(of: image)) })
  }

  private func converting(_ name: String, _ input: String, limit: Double?) -> Contest {
    let conversion = Step("qemu-img", "convert", "-O", "qcow2", bench.input(input), result)
    return contest(name, input, limit: limit, peer: [conversion] + safeguard)
  }

  /// Its import converts and digests, and leaves it to the kernel when the file gets to disk.
  private func asPcoccDoes(_ name: String, _ input: String) -> Contest {
    let digest = "import hashlib, sys; hashlib.file_digest(open(sys.argv[1], 'rb'), 'sha256')"
    return contest(
      name, input, limit: 0.5,
      peer: [
        Step("qemu-img", "convert", "-O", "qcow2", bench.input(input), result),
        Step("python3", "-c", digest, result),
      ])
  }

  /// A file in which nothing has to be changed is stored byte for byte.
  private func copying(_ name: String, _ input: String, limit: Double?) -> Contest {
    contest(
      name, input, limit: limit, peer: [Step("cp", bench.input(input), result)] + safeguard)
  }

  /// The same with the source on disk alone.
  private func fromDisk(_ contest: Contest, _ input: String) -> Contest {
    var contest = contest
    contest.ours.uncached = bench.input(input)
    contest.peer?.uncached = bench.input(input)
    return contest
  }

  private func inflating(_ name: String, _ input: String) -> Contest {
    let conversion = Step("qemu-img", "convert", "-O", "qcow2", bench.input(input), result)
    return contest(name, input, limit: 0.4, peer: [conversion, Step("sync", result)])
  }

  private func compressing(_ compression: String) -> Contest {
    var contest = contest(
      "import --compress=\(compression)", "system.raw", limit: 0.8,
      options: ["--compress=\(compression)"],
      peer: [
        Step(
          "qemu-img", "convert", "-c", "-O", "qcow2", "-o", "compression_type=\(compression)",
          bench.input("system.raw"), result),
        Step("sync", result),
      ])
    contest.ours.compressed = { try bench.path(of: "\(Workbench.repository):image") }
    contest.peer?.compressed = { result }
    return contest
  }
}
