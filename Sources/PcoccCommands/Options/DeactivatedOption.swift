internal import ArgumentParser

/// Whether the owner of a deactivated image wants its disk all the same.
struct DeactivatedOption: ParsableArguments {
  @Flag(name: .customLong("force"), help: "Take an image of one's own that is deactivated")
  var isForced = false
}
