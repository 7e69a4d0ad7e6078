internal import FileSupport
internal import ImageStore

extension Session {
  /// Prints the result of a verb that may have taken a lease, and says how to end that. A lease whose
  /// result cannot be printed is given back: nobody would know of it.
  func conclude(_ lease: LocatedLease?, _ text: String, _ manager: ImageManager) throws {
    SignalWatch.start()
    do {
      try results.write(text)
    } catch {
      if let lease { try? manager.dropLease(lease.lease.id) }
      throw error
    }
    guard let lease else { return }
    let end = Timestamp(seconds: Double(lease.lease.expiry)).local
    reporter.note(
      "leased \(lease.reference) until \(end); \"pcocc image lease drop \(lease.lease.id)\" ends it"
    )
  }
}
