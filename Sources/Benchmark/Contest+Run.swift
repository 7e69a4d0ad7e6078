extension Contest {
  /// Runs both sides in turn, the first time without measuring, and checks what came out.
  func run(times: Int, on bench: Workbench) throws -> ContestResult {
    var ours: [Measurement] = []
    var peers: [Measurement] = []
    for round in 0...times {
      try bench.emptyOutput()
      try self.ours.prepare()
      if peer != nil { try bench.claimMemory() }
      let measured = try bench.run(self.ours.steps)
      if round == times { try check() }
      try bench.emptyOutput()
      try peer?.prepare()
      let compared = try peer.map {
        try bench.claimMemory()
        return try bench.run($0.steps)
      }
      guard round > 0 else { continue }
      ours.append(measured)
      if let compared { peers.append(compared) }
    }
    return ContestResult(self, ours: ours, peer: peers)
  }
}
