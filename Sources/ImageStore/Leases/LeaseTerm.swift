/// Until when a lease is wanted, and by whom.
public struct LeaseTerm: Sendable, Hashable {
  /// In whole seconds since 1970.
  public var expiry: Int
  /// The batch job that wants it.
  public var jobID: String?

  public init(expiry: Int, jobID: String? = nil) {
    self.expiry = expiry
    self.jobID = jobID
  }
}
