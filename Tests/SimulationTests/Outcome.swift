/// What became of a schedule, or of many.
struct Outcome: Sendable {
  var schedules = 0
  /// Operations of the store that were begun.
  var operations = 0
  /// Those that said they succeeded.
  var acknowledged = 0
  /// Calls of file systems.
  var calls = 0
  /// The seed and what was violated, of each schedule that shows any.
  var violations: [(seed: UInt64, what: [String])] = []

  static func += (left: inout Outcome, right: Outcome) {
    left.schedules += right.schedules
    left.operations += right.operations
    left.acknowledged += right.acknowledged
    left.calls += right.calls
    left.violations += right.violations
  }
}
