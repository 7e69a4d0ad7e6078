/// Two runs that know of each other.
///
/// The times are in seconds since 1970 by the clock that gives files theirs. That is one clock for
/// both where the server does it, and one on each node where the nodes do it themselves.
struct PeerMeeting: Sendable {
  var other: String
  var host: String
  /// By how many seconds that clock is ahead of this node's, and of the other one's.
  var ownOffset: Double
  var otherOffset: Double
  /// When the greetings and the answers were made.
  var ownGreeting: Double
  var otherGreeting: Double
  var ownAnswer: Double
  var otherAnswer: Double
  /// When this run first saw the other's.
  var greetingSeen: Double
  var answerSeen: Double

  /// Seconds between the last answer and the race, so that both have seen the answers.
  private static let headStart = 3.0
  /// By how many seconds a file may seem to have been seen before it was made, by one clock.
  private static let tolerance = 1.0

  /// When the race begins: the same moment for both, or nearly so where they have two clocks.
  var start: Double {
    // What has been seen was not made in the future, whatever the other one's clock says.
    let others = [otherGreeting, otherAnswer].map { min($0, answerSeen) }
    return max(ownGreeting, ownAnswer, others[0], others[1]) + Self.headStart
  }

  /// After how many seconds the other's answer was seen, the difference of two clocks included.
  var lag: Double { answerSeen - otherAnswer }

  /// By how many seconds at least the other one's files are given later times than those of this
  /// node; 0 where one clock may have given both.
  private func fileSkew(_ otherLag: Double?) -> Double {
    // Nothing is seen before it is made.
    if lag < -Self.tolerance { return -lag }
    if let otherLag, otherLag < -Self.tolerance { return otherLag }
    return 0
  }

  /// How late at most the other's files were seen.
  ///
  /// - Parameter otherLag: what the other one found its `lag` to be.
  func visibility(_ otherLag: Double?) -> DoctorFinding {
    let skew = fileSkew(otherLag)
    let delay = max(
      greetingSeen - max(otherGreeting - skew, ownGreeting),
      answerSeen - max(otherAnswer - skew, ownAnswer))
    let seen = "what \(host) made was seen \(max(0, (delay * 10).rounded() / 10)) seconds later"
    guard delay > 60 else {
      return DoctorFinding(
        "peer-visibility", delay > 5 ? .note : .ok, seen: seen,
        meaning: "a new image can be used on other nodes after as long")
    }
    return DoctorFinding(
      "peer-visibility", .warning, seen: seen,
      meaning: "a new image is missing on other nodes for as long",
      advice: "mount it with shorter attribute caching (NFS: acregmax and acdirmax of 60 or less)")
  }

  func clocks(_ otherLag: Double?) -> DoctorFinding {
    DoctorTrial.finding(
      "peer-clock", skew: ownOffset - otherOffset + fileSkew(otherLag), "this node's clock",
      "that of \(host)")
  }
}
