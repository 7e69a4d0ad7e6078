/// Two runs that know of each other.
struct PeerMeeting: Sendable {
  var other: String
  var host: String
  /// By how many seconds the file system's clock is ahead of this node's, and of the other one's.
  var ownOffset: Double
  var otherOffset: Double
  /// When the other's greeting was made, and how late at most its files were seen, in seconds.
  var greetingSeen: Double
  var delay: Double
  /// When the race begins, by the file system's clock; the same for both.
  var start: Double

  var visibility: DoctorFinding {
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

  var clocks: DoctorFinding {
    DoctorTrial.finding(
      "peer-clock", skew: ownOffset - otherOffset, "this node's clock", "that of \(host)")
  }
}
