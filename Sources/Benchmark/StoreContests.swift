internal import Foundation

/// What is done among many images, and has no peer but the clock.
struct StoreContests {
  let bench: Workbench
  let imageCount: Int

  var all: [Contest] {
    let some = ImageFolder.name(imageCount / 2)
    return [
      Contest(
        name: "start (--version)", limit: .seconds(0.015),
        ours: .init(steps: [Step(bench.program, "--version")]), movesDisks: false),
      among("path", .seconds(0.02), ["path", some], printing: FileManager.default.fileExists),
      among("show", .seconds(0.02), ["show", some]) { $0.contains(some) },
      among("list", .seconds(0.25), ["list"], printing: namesAll),
      among(
        "list, one image new", nil, ["list"], after: ImageFolder(bench: bench).addOne,
        printing: namesAll),
      among(
        "list, nothing known before", nil, ["list"], after: bench.forgetCatalog,
        printing: namesAll),
      among("verify --quick", nil, ["verify", "--quick"]) {
        $0.contains("verified \(imageCount) revision")
      },
      among("repo gc", nil, ["repo", "gc", Workbench.repository]) { $0.contains("nothing to do") },
    ]
  }

  private func namesAll(_ list: String) -> Bool {
    list.split(separator: "\n").count { $0.hasPrefix(ImageFolder.prefix) } == imageCount
  }

  private func among(
    _ name: String, _ limit: Contest.Limit?, _ arguments: [String],
    after prepare: @escaping () throws -> Void = {}, printing isRight: @escaping (String) -> Bool
  ) -> Contest {
    Contest(
      name: "\(name), \(imageCount) images", limit: limit,
      ours: .init(
        prepare: {
          try ImageFolder(bench: bench).removeOne()
          try ImageFolder(bench: bench).provide(imageCount)
          try prepare()
        }, steps: [Step(bench.pcocc().arguments + arguments)]),
      movesDisks: false,
      check: {
        let text = try bench.printed
        guard isRight(text) else {
          throw BenchmarkError("\(name) printed something else: \(text.suffix(500))")
        }
      })
  }
}
