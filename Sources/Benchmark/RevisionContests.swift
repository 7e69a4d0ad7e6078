/// What a machine has written becomes a revision, against `qemu-img rebase` and a digest.
struct RevisionContests {
  let bench: Workbench

  private let image = "\(Workbench.repository):image"
  private var disk: String { bench.output("overlay.qcow2") }

  var all: [Contest] {
    [
      Contest(
        name: "save of an overlay", limit: .ratio(0.5),
        ours: .init(prepare: makeOverlay, steps: [bench.pcocc("save", disk, image)]),
        peer: .init(
          prepare: makeOverlay,
          steps: [
            Step("qemu-img", "rebase", "-b", bench.input("system.qcow2"), "-F", "qcow2", disk),
            Step("sync", disk), Step("openssl", "dgst", "-sha256", disk),
          ]),
        check: { try bench.requireSameDisk(disk, bench.path(of: image)) })
    ]
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
