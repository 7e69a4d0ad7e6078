internal import ArgumentParser

/// Whether programs read the result.
struct JSONOption: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Print the result, and errors, as JSON")
  var isOn = false
}
