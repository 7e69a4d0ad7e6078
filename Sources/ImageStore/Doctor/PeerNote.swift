/// What a run of `repo doctor` tells the one on the other node: the content of its greeting.
struct PeerGreeting: Codable, Hashable, Sendable {
  var host: String
  var process: Int32
  /// Seconds since 1970 by that node's clock.
  var time: Double
}

/// What came of the race, as one of the two runs saw it.
struct PeerResult: Codable, Hashable, Sendable {
  /// For each name, whether this run took it.
  var created: [Bool]
  var linked: [Bool]
  /// When the other's greeting was made, as this node sees it.
  var greetingSeen: Double
  /// After how many seconds it saw the other's answer, by its own clock.
  var lag: Double?
}
