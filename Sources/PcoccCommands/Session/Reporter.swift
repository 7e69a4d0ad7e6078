internal import FileSupport
internal import Synchronization

/// Says on standard error what is not a result: in words, or as JSON for programs.
struct Reporter: Sendable {
  enum Level: Sendable { case quiet, normal, verbose }

  let stream: MessageStream
  let isJSON: Bool
  var terminal = TerminalTraits([:])
  var hasColor = false
  var level = Level.normal
  /// Is told what was done, whatever the level is.
  var observe: @Sendable (String) -> Void = { _ in }

  private static let prefix = "pcocc image: "

  /// What ends the run.
  func report(_ error: PcoccError) {
    if isJSON {
      write(["error": ProblemRecord(error)])
    } else {
      stream.write(line("pcocc image:", .bad, error))
    }
  }

  /// What does not end the run.
  func warn(_ problem: PcoccError) {
    if isJSON {
      write(["warning": ProblemRecord(problem)])
    } else {
      stream.write(line("pcocc image: warning:", .caution, problem))
    }
  }

  private func line(_ head: String, _ tone: Tone, _ problem: PcoccError) -> String {
    "\(hasColor ? tone.painted(head) : head) \(problem.description)\n"
  }

  /// A way to warn that says the same only once: one command may come across a problem many times.
  func warningOnce() -> @Sendable (PcoccError) -> Void {
    let known = KnownProblems()
    return { problem in if known.isNew(problem) { warn(problem) } }
  }

  private final class KnownProblems: Sendable {
    private let problems = Mutex<Set<PcoccError>>([])

    func isNew(_ problem: PcoccError) -> Bool {
      problems.withLock { $0.insert(problem).inserted }
    }
  }

  /// What was done, for people; programs read it from the result.
  func note(_ text: String) {
    observe(text)
    show(text)
  }

  /// What is going on, for people who asked to be told.
  func log(_ text: @autoclosure () -> String) {
    if level == .verbose { show(Self.prefix + text()) }
  }

  private func show(_ text: String) {
    guard level != .quiet, !isJSON else { return }
    stream.write(text.escapingControlCharacters + "\n")
  }

  private func write(_ message: [String: ProblemRecord]) {
    stream.write(JSONText.line(message))
  }
}
