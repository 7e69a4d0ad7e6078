internal import ArgumentParser

/// How progress of long work is shown.
struct ProgressOption: ParsableArguments {
  enum Mode: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, plain, none, json
  }

  @Option(
    name: .customLong("progress"),
    help: ArgumentHelp(
      "How to show progress on standard error; auto is a bar on a terminal, else a line now and then",
      valueName: "mode"))
  var mode: Mode?
}
