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
      among("path", .seconds(0.02), ["path", some]),
      among("show", .seconds(0.02), ["show", some]),
      among("list", .seconds(0.25), ["list"]),
      among("list, one image new", nil, ["list"], after: ImageFolder(bench: bench).addOne),
      among("list, nothing known before", nil, ["list"], after: bench.forgetCatalog),
      among("verify --quick", nil, ["verify", "--quick"]),
      among("repo gc", nil, ["repo", "gc", Workbench.repository]),
    ]
  }

  private func among(
    _ name: String, _ limit: Contest.Limit?, _ arguments: [String],
    after prepare: @escaping () throws -> Void = {}
  ) -> Contest {
    Contest(
      name: "\(name), \(imageCount) images", limit: limit,
      ours: .init(
        prepare: {
          try ImageFolder(bench: bench).removeOne()
          try ImageFolder(bench: bench).provide(imageCount)
          try prepare()
        }, steps: [Step(bench.pcocc().arguments + arguments)]),
      movesDisks: false)
  }
}
