/// What a machine has written becomes a revision, against `qemu-img rebase` and a digest, or a copy of
/// what was written.
struct RevisionContests {
  let bench: Workbench

  private let image = "\(Workbench.repository):image"
  private var disk: String { bench.output("overlay.qcow2") }

  var all: [Contest] {
    let base = bench.input("system.qcow2")
    let copy = bench.output("copy.qcow2")
    return [
      save(
        "save of an overlay", limit: .ratio(0.5), result: disk,
        [Step("qemu-img", "rebase", "-b", base, "-F", "qcow2", disk)]),
      save(
        "save of an overlay, beside a copy", limit: nil, result: copy,
        [
          Step("cp", disk, copy),
          Step("qemu-img", "rebase", "-u", "-b", base, "-F", "qcow2", copy),
        ]),
    ]
  }

  /// - Parameter result: what the steps of the peer write.
  private func save(
    _ name: String, limit: Contest.Limit?, result: String, _ steps: [Step]
  ) -> Contest {
    Contest(
      name: name, limit: limit,
      ours: .init(prepare: makeOverlay, steps: [bench.pcocc("save", disk, image)]),
      peer: .init(
        prepare: makeOverlay,
        steps: steps + [Step("sync", result), Step("openssl", "dgst", "-sha256", result)]),
      check: { try bench.requireSameDisk(disk, bench.path(of: image)) })
  }

  /// A twentieth of the disk is written by the machine.
  private func makeOverlay() throws {
    try bench.resetRepository()
    try bench.run([bench.pcocc("import", "vm", bench.input("system.qcow2"), image)])
    let size = bench.diskSize / 20 / DiskContent.runSize * DiskContent.runSize
    let writes = (0..<4).flatMap { part in
      ["-c", "write -P \(part + 1) \(part * bench.diskSize / 4) \(size / 4)"]
    }
    try bench.run([
      Step(
        "qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", try bench.path(of: image),
        disk), Step(["qemu-io"] + writes + [disk]), Step("sync", disk),
    ])
  }
}
