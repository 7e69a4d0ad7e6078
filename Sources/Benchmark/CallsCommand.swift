internal import ArgumentParser
internal import Foundation

/// `pcocc-bench calls`
struct CallsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calls",
    abstract: "Count what each verb asks of the file system, with few images and with many",
    discussion: "That is what a metadata server sees, once for each task that runs the verb.")

  @OptionGroup var options: BenchmarkOptions

  func run() throws {
    let bench = try options.workbench()
    let counts = [1, 100, options.images]
    print("calls with \(counts.map(String.init).joined(separator: ", ")) images")
    print("verb | " + CallGroup.all.map(\.name).joined(separator: " | "))
    var rows: [String: [[Int]]] = [:]
    for count in counts {
      try bench.emptyOutput()
      try ImageFolder(bench: bench).provide(count)
      for verb in verbs(count, bench) {
        try verb.prepare()
        rows[verb.name, default: []].append(try calls(of: verb.arguments, bench))
      }
    }
    for verb in verbs(1, bench).map(\.name) {
      let cells = CallGroup.all.indices.map { group in
        (rows[verb] ?? []).map { String($0[group]) }.joined(separator: ", ")
      }
      print("\(verb) | " + cells.joined(separator: " | "))
    }
  }

  /// What is counted of one verb.
  private struct Verb {
    let name: String
    let arguments: [String]
    /// What has to be there before; it is not counted.
    let prepare: () throws -> Void

    init(_ name: String, _ arguments: [String], prepare: @escaping () throws -> Void = {}) {
      (self.name, self.arguments, self.prepare) = (name, arguments, prepare)
    }
  }

  private func verbs(_ count: Int, _ bench: Workbench) -> [Verb] {
    let image = ImageFolder.name(count / 2)
    let (copy, saved) = ("\(Workbench.repository):copy", "\(Workbench.repository):saved")
    let (disk, overlay) = (bench.output("disk.raw"), bench.output("overlay.qcow2"))
    return [
      Verb("path", ["path", image]), Verb("show", ["show", image]),
      Verb("list, first", ["list"], prepare: bench.forgetCatalog), Verb("list", ["list"]),
      Verb("find", ["find", image]), Verb("export", ["export", "-t", "raw", image, disk]),
      Verb("copy", ["copy", image, copy]), Verb("list, one image new", ["list"]),
      Verb("delete", ["delete", copy]), Verb("set", ["set", image, "colour=blue"]),
      Verb("import", ["import", "vm", disk, saved]),
      Verb("save", ["save", overlay, saved]) {
        try bench.run([
          Step(
            "qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b",
            try bench.path(of: saved), overlay),
          Step("qemu-io", "-c", "write 0 512", overlay),
        ])
      },
      Verb("stage", ["stage", saved, bench.output("staged")]),
      Verb("verify --quick", ["verify", "--quick"]),
      Verb("repo gc", ["repo", "gc", Workbench.repository]),
    ]
  }

  /// How many calls of each group a command makes.
  private func calls(of arguments: [String], _ bench: Workbench) throws -> [Int] {
    let report = bench.output("calls")
    try bench.run([
      Step(
        ["strace", "-f", "-c", "-U", "calls,name", "-o", report, bench.program, "image"] + arguments
      )
    ])
    let lines = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n")
    let counts: [(name: Substring, count: Int)] = lines.compactMap { line in
      let words = line.split(separator: " ")
      guard words.count == 2, let count = Int(words[0]) else { return nil }
      return (words[1], count)
    }
    return CallGroup.all.map { group in
      counts.filter { group.contains($0.name) }.map(\.count).reduce(0, +)
    }
  }
}
