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
      for (verb, arguments) in verbs(count, bench) {
        rows[verb, default: []].append(try calls(of: arguments, bench))
      }
    }
    for (verb, _) in verbs(1, bench) {
      let cells = CallGroup.all.indices.map { group in
        (rows[verb] ?? []).map { String($0[group]) }.joined(separator: ", ")
      }
      print("\(verb) | " + cells.joined(separator: " | "))
    }
  }

  private func verbs(_ count: Int, _ bench: Workbench) -> [(String, [String])] {
    let image = ImageFolder.name(count / 2)
    return [
      ("path", ["path", image]), ("show", ["show", image]),
      ("list, first", ["list"]), ("list", ["list"]), ("find", ["find", image]),
      ("export", ["export", "-t", "raw", image, bench.output("disk.raw")]),
      ("copy", ["copy", image, "\(Workbench.repository):copy"]),
      ("delete", ["delete", "\(Workbench.repository):copy"]),
      ("set", ["set", image, "colour=blue"]), ("verify --quick", ["verify", "--quick"]),
      ("repo gc", ["repo", "gc", Workbench.repository]),
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
