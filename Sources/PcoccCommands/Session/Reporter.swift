internal import FileSupport

/// Says on standard error what is not a result: in words, or as JSON for programs.
struct Reporter: Sendable {
  enum Level: Sendable { case quiet, normal, verbose }

  let stream: MessageStream
  let isJSON: Bool
  var level = Level.normal

  private static let prefix = "pcocc image: "

  /// What ends the run.
  func report(_ error: PcoccError) {
    if isJSON {
      write(["error": ProblemRecord(error)])
    } else {
      stream.write(Self.prefix + error.description + "\n")
    }
  }

  /// What does not end the run.
  func warn(_ problem: PcoccError) {
    if isJSON {
      write(["warning": ProblemRecord(problem)])
    } else {
      stream.write(Self.prefix + "warning: " + problem.description + "\n")
    }
  }

  /// What was done, for people; programs read it from the result.
  func note(_ text: String) {
    guard level != .quiet, !isJSON else { return }
    stream.write(text.escapingControlCharacters + "\n")
  }

  /// What is going on, for people who asked to be told.
  func log(_ text: @autoclosure () -> String) {
    if level == .verbose { note(Self.prefix + text()) }
  }

  private func write(_ message: [String: ProblemRecord]) {
    stream.write(JSONText.line(message))
  }
}
