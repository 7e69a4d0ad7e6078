/// Host clusters whose stored reference count is not what the tables say.
struct Qcow2RefcountMismatches {
  /// The stored count is too high: the cluster is lost until it is repaired.
  var leaked = 0
  /// The stored count is too low: a writer would overwrite the cluster.
  var missing = 0

  mutating func compare(stored: UInt64, actual: UInt64) {
    if stored > actual { leaked += 1 }
    if stored < actual { missing += 1 }
  }
}
