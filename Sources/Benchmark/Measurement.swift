/// What a run of one or more processes, one after the other, took.
struct Measurement: Sendable {
  /// In seconds.
  var elapsed = 0.0
  /// Of all cores together, in seconds.
  var processorTime = 0.0
  /// In bytes, of the largest process.
  var peakMemory = 0
  /// In bytes; a process that needed less shows as much.
  var leastPeak = 0
  /// In bytes, of the file that came out, where it is told.
  var resultSize: Int?

  /// Both, one after the other.
  static func + (first: Measurement, second: Measurement) -> Measurement {
    Measurement(
      elapsed: first.elapsed + second.elapsed,
      processorTime: first.processorTime + second.processorTime,
      peakMemory: max(first.peakMemory, second.peakMemory),
      leastPeak: max(first.leastPeak, second.leastPeak), resultSize: second.resultSize)
  }
}
