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
