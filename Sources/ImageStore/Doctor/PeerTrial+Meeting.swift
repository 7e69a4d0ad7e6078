internal import FileSupport
internal import Foundation
internal import SystemPackage

extension PeerTrial {
  /// What is older than this, in seconds, was left behind by runs that were killed, or by nodes whose
  /// clocks are a day behind.
  private static let staleAge = 86400.0

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
      for token in try greetings() where firstSeen[token] == nil {
        firstSeen[token] = now()
        // From here on the other one may need as long to see the answer.
        deadline = ContinuousClock.now.advanced(by: .seconds(patience))
        try write("seen", to: layout.answer(to: token))
      }
      return try firstSeen.keys.sorted().first { try modified(layout.answer(from: $0)) != nil }
    }
    let answerSeen = now()
    guard let greeting: PeerGreeting = try read(layout.folder.appending("hello-\(other)")),
      let greeted = try modified(layout.folder.appending("hello-\(other)")),
      let own = try modified(layout.answer(to: other)),
      let others = try modified(layout.answer(from: other))
    else { throw PcoccError(.busy, "the other node has left") }
    tell(.peerFound(host: greeting.host))
    return PeerMeeting(
      other: other, host: greeting.host, ownOffset: ownOffset,
      otherOffset: greeted - greeting.time, ownGreeting: made, otherGreeting: greeted,
      ownAnswer: own, otherAnswer: others, greetingSeen: firstSeen[other] ?? answerSeen,
      answerSeen: answerSeen)
  }

  /// The tokens of other runs. Whether one is still there its answer tells, and not its age: that may
  /// be by another clock.
  private func greetings() throws -> [String] {
    try files.entries(of: layout.folder).compactMap(PeerLayout.token(ofGreeting:))
      .filter { $0 != layout.token }
  }

  private func removeStale(before limit: Double) {
    for name in (try? files.entries(of: layout.folder)) ?? [] {
      let path = layout.folder.appending(name)
      if let made = try? modified(path), made < limit { try? files.removeFile(path) }
    }
  }
}
