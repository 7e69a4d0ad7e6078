/// Several values of one figure.
struct Spread: Sendable, Encodable {
  let median: Double
  let minimum: Double
  let maximum: Double

  /// - Parameter values: at least one.
  init(_ values: [Double]) {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    minimum = sorted.first ?? .nan
    maximum = sorted.last ?? .nan
    if sorted.isEmpty {
      median = .nan
    } else {
      median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }
}
