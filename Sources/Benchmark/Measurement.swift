/// What a run of one or more processes, one after the other, took.
struct Measurement: Sendable {
  /// In seconds.
  var elapsed = 0.0
  /// Of all cores together, in seconds.
  var processorTime = 0.0
  /// In bytes, of the largest process.
  var peakMemory = 0

  /// Both, one after the other.
  static func + (first: Measurement, second: Measurement) -> Measurement {
    Measurement(
      elapsed: first.elapsed + second.elapsed,
      processorTime: first.processorTime + second.processorTime,
      peakMemory: max(first.peakMemory, second.peakMemory))
  }
}
