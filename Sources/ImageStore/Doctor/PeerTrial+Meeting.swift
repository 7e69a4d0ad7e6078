internal import FileSupport
internal import Foundation
internal import SystemPackage

extension PeerTrial {
  /// Greetings older than this, in seconds, are those of runs that were killed.
  private static let staleAge = 600.0
  /// Seconds between the last answer and the race, so that both have seen the answers.
  private static let headStart = 3.0

  /// Waits until another run has answered the greeting of this one.
  ///
  /// A greeting alone proves nothing: who wrote it may be gone.
  func meet(_ tell: (Doctor.Event) -> Void) throws -> PeerMeeting {
    let time = context.now().timeIntervalSince1970
    try write(
      PeerGreeting(host: context.hostName, process: context.processID, time: time),
      to: layout.greeting)
    guard let made = try modified(layout.greeting) else {
      throw PcoccError(.io, "has vanished", path: layout.greeting)
    }
    removeStale(before: made - Self.staleAge)
    let ownOffset = made - time
    let now = { context.now().timeIntervalSince1970 + ownOffset }
    var firstSeen: [String: Double] = [:]
    var deadline = ContinuousClock.now.advanced(by: .seconds(patience))
    let other = try wait(for: "answer from another node", until: { deadline }) {
      for token in try greetings(after: made - Self.staleAge) where firstSeen[token] == nil {
        firstSeen[token] = now()
        // From here on the other one may need as long to see the answer.
        deadline = ContinuousClock.now.advanced(by: .seconds(patience))
        try write("seen", to: layout.answer(to: token))
      }
      return try firstSeen.keys.sorted().first { try modified(layout.answer(from: $0)) != nil }
    }
    let answered = now()
    guard let greeting: PeerGreeting = try read(layout.folder.appending("hello-\(other)")),
      let greeted = try modified(layout.folder.appending("hello-\(other)")),
      let own = try modified(layout.answer(to: other)),
      let others = try modified(layout.answer(from: other))
    else { throw PcoccError(.busy, "the other node has left") }
    tell(.peerFound(host: greeting.host))
    return PeerMeeting(
      other: other, host: greeting.host, ownOffset: ownOffset,
      otherOffset: greeted - greeting.time, greetingSeen: greeted,
      delay: max((firstSeen[other] ?? 0) - max(greeted, made), answered - max(others, own)),
      start: max(made, greeted, own, others) + Self.headStart)
  }

  /// The tokens of other runs.
  private func greetings(after limit: Double) throws -> [String] {
    try files.entries(of: layout.folder).compactMap { name in
      guard let token = PeerLayout.token(ofGreeting: name), token != layout.token,
        let made = try modified(layout.folder.appending(name)), made > limit
      else { return nil }
      return token
    }
  }

  private func removeStale(before limit: Double) {
    for name in (try? files.entries(of: layout.folder)) ?? [] {
      let path = layout.folder.appending(name)
      if let made = try? modified(path), made < limit { try? files.removeFile(path) }
    }
  }
}
