extension Contest {
  /// Runs both sides in turn, the first time without measuring, and checks what came out. Who is second
  /// meets what the first has left to the disk, so that is each side in every other round.
  func run(times: Int, on bench: Workbench) throws -> ContestResult {
    var ours: [Measurement] = []
    var peers: [Measurement] = []
    for round in 0...times {
      for isOurs in round.isMultiple(of: 2) ? [true, false] : [false, true] {
        guard let side = isOurs ? self.ours : peer else { continue }
        let measured = try run(side, on: bench)
        if isOurs { try check() }
        guard round > 0 else { continue }
        if isOurs { ours.append(measured) } else { peers.append(measured) }
      }
    }
    return ContestResult(self, ours: ours, peer: peers)
  }

  private func run(_ side: Side, on bench: Workbench) throws -> Measurement {
    try bench.emptyOutput()
    try side.prepare()
    if movesDisks { try bench.claimMemory() }
    if let source = side.uncached { try bench.dropFromMemory(source) }
    var measured = try bench.run(side.steps)
    measured.resultSize = try side.compressed.map { try bench.size(of: $0()) }
    return measured
  }
}
