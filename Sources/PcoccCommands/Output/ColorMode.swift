internal import ArgumentParser

/// Whether words are put in color.
enum ColorMode: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// On a terminal that can show it, unless NO_COLOR is set.
  case auto
  case always
  case never
}
