internal import FileSupport
internal import Foundation
internal import SystemPackage

extension PeerTrial {
  /// Names of each kind that both runs try to take.
  private static let names = 40
  /// Seconds between two of them.
  private static let pace = 0.05

  /// Takes names at the same moments as the other run, and compares what both got.
  func race(_ meeting: PeerMeeting) throws -> [DoctorFinding] {
    let own = try run(meeting)
    let path = layout.result(for: meeting.other)
    try write(own, to: path)
    do {
      let deadline = ContinuousClock.now.advanced(by: .seconds(patience))
      let others: PeerResult = try wait(
        for: "result from \(meeting.host)", until: { deadline }
      ) { try read(layout.result(from: meeting.other)) }
      try? files.removeFile(layout.result(from: meeting.other))
      return [
        meeting.visibility(others.lag), meeting.clocks(others.lag),
        Self.finding("peer-create", "created", own.created, others.created, meeting.host),
        Self.finding("peer-link", "linked", own.linked, others.linked, meeting.host),
        times(try modified(layout.greeting), others),
      ]
    } catch {
      // Nobody will read it.
      try? files.removeFile(path)
      throw error
    }
  }

  private func run(_ meeting: PeerMeeting) throws -> PeerResult {
    let source = layout.source(with: meeting.other)
    try files.createFile(source, mode: RepositoryLayout.metadataMode).close()
    defer { try? files.removeFile(source) }
    var result = PeerResult(
      created: [], linked: [], greetingSeen: meeting.otherGreeting, lag: meeting.lag)
    for number in 0..<Self.names {
      try waitUntil(meeting.start + Double(number) * Self.pace, meeting)
      result.created.append(
        try isTaken {
          try files.createFile(
            layout.prize("create", number, with: meeting.other),
            mode: RepositoryLayout.metadataMode
          ).close()
        })
      result.linked.append(
        try isTaken {
          try files.publishExclusively(
            source, as: layout.prize("link", number, with: meeting.other))
        })
      // Without hard links the source has taken the name.
      if try modified(source) == nil {
        try files.createFile(source, mode: RepositoryLayout.metadataMode).close()
      }
    }
    return result
  }

  private func waitUntil(_ time: Double, _ meeting: PeerMeeting) throws {
    while context.now().timeIntervalSince1970 + meeting.ownOffset < time {
      try monitor.checkCancelled()
      Thread.sleep(forTimeInterval: 0.001)
    }
  }

  /// Whether `body` took the name, which the other run may have done.
  private func isTaken(_ body: () throws -> Void) throws -> Bool {
    do {
      try body()
      return true
    } catch let error as PcoccError where error.code == .exists {
      return false
    }
  }

  /// Compares who took which name, by what each of the two believes.
  static func finding(
    _ check: String, _ done: String, _ own: [Bool], _ others: [Bool], _ host: String
  ) -> DoctorFinding {
    let wrong = zip(own, others).count { $0 == $1 }
    guard own.count == others.count, wrong == 0 else {
      return DoctorFinding(
        check, .failure, seen: "\(wrong) of \(own.count) names were \(done) by both nodes or none",
        meaning: "two imports of one name may both succeed, and one image is lost",
        advice: "do not share a repository here")
    }
    let wins = own.count { $0 }
    return DoctorFinding(
      check, .ok,
      seen: "of \(own.count) names \(wins) were \(done) here and \(own.count - wins) by \(host)",
      meaning: "of two who take a name at once exactly one gets it")
  }

  private func times(_ made: Double?, _ others: PeerResult) -> DoctorFinding {
    let difference = abs((made ?? 0) - others.greetingSeen)
    let isSame = difference < 1
    return DoctorFinding(
      "peer-times", isSame ? .ok : .warning,
      seen: isSame
        ? "both nodes see the same time of a file"
        : "the nodes see times of one file that are \(difference.rounded()) seconds apart",
      meaning: isSame
        ? "what is old on one node is old on the other"
        : "gc on one node may take for old what another has just made",
      advice: isSame ? nil : "let all nodes and servers take their time from one NTP server")
  }
}
