internal import ArgumentParser

/// How long work is done, and how its progress is shown.
struct WorkOptions: ParsableArguments {
  enum ProgressMode: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, plain, none, json
  }

  @Option(
    name: .customLong("progress"),
    help: ArgumentHelp(
      "How to show progress on standard error; auto, the default, is a bar on a terminal, "
        + "else a line now and then",
      valueName: "mode"))
  var progress: ProgressMode?

  @Option(
    help: ArgumentHelp(
      "Threads that read, pack and unpack, at most the default (default: the number of processors "
        + "that the process may use)",
      valueName: "n"),
    transform: { text in
      guard let threads = threadCount(text) else {
        throw ValidationError("expected \(expectedThreads)")
      }
      return threads
    })
  var threads: Int?

  static let expectedThreads = "a number from 1 on"

  /// nil for what is no number of threads.
  static func threadCount(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }
}
