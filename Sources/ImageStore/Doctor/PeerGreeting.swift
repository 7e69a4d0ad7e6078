/// What a run of `repo doctor` tells the one on the other node: the content of its greeting.
struct PeerGreeting: Codable, Hashable, Sendable {
  var host: String
  var process: Int32
  /// Seconds since 1970 by that node's clock.
  var time: Double
}
