internal import ArgumentParser

/// Whether programs read the result.
struct JSONOption: ParsableArguments {
  static let name = "--json"

  @Flag(name: .customLong("json"), help: "Print the result, and errors, as JSON")
  var isOn = false
}
