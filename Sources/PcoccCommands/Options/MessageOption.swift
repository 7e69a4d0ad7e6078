internal import ArgumentParser

/// The line about a revision that its history keeps.
struct MessageOption: ParsableArguments {
  @Option(
    name: [.short, .long, .customLong("description")],
    help: ArgumentHelp("A line about this revision, kept with it", valueName: "text"))
  var message: String?
}
