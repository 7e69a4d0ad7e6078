internal import ArgumentParser

/// How times and sizes are shown to people.
struct DisplayOptions: ParsableArguments {
  @Flag(help: "Show times in UTC") var utc = false
  @Flag(help: "Show sizes in bytes") var bytes = false

  func values(_ preferences: Preferences) -> ValueStyle {
    ValueStyle(isUTC: utc || preferences.isUTC, isBytes: bytes || preferences.isBytes)
  }
}
