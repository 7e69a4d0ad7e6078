/// What a contest came to.
struct ContestResult: Encodable {
  /// The figures of one side.
  struct Figures: Encodable {
    /// In seconds.
    let elapsed: Spread
    /// In seconds.
    let processorTime: Double
    /// In bytes.
    let peakMemory: Int
    /// In bytes; a smaller peak would be told as this one.
    let leastPeak: Int
    /// In bytes, of the file that came out, where it is compressed.
    let resultSize: Int?
    /// The commands, as they were run.
    let commands: [String]

    init(_ runs: [Measurement], _ side: Contest.Side) {
      elapsed = Spread(runs.map(\.elapsed))
      processorTime = Spread(runs.map(\.processorTime)).median
      peakMemory = runs.map(\.peakMemory).max() ?? 0
      leastPeak = runs.map(\.leastPeak).max() ?? 0
      resultSize = runs.last?.resultSize
      commands = side.steps.map { $0.arguments.joined(separator: " ") }
    }
  }

  let name: String
  let limit: Contest.Limit?
  let ours: Figures
  let peer: Figures?
  /// Ours by the peer's, run by run.
  let ratio: Spread?

  init(_ contest: Contest, ours: [Measurement], peer: [Measurement]) {
    name = contest.name
    limit = contest.limit
    self.ours = Figures(ours, contest.ours)
    self.peer = contest.peer.map { Figures(peer, $0) }
    ratio = peer.isEmpty ? nil : Spread(zip(ours, peer).map { $0.elapsed / $1.elapsed })
  }

  /// Whether the limit was kept; nil without one.
  var isWithinLimit: Bool? {
    switch limit {
    case .ratio(let most): ratio.map { $0.median <= most }
    case .seconds(let most): ours.elapsed.median <= most
    case nil: nil
    }
  }
}
