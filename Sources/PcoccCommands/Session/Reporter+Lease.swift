internal import ImageStore

extension Reporter {
  /// Says that a lease was taken, and how to end it.
  func noteLease(_ lease: LocatedLease) {
    let end = Timestamp(seconds: Double(lease.lease.expiry)).local
    note(
      "leased \(lease.reference) until \(end); \"pcocc image lease drop \(lease.lease.id)\" ends it"
    )
  }
}
