/// Until when a lease is wanted, and by whom.
public struct LeaseTerm: Sendable, Hashable {
  /// In whole seconds since 1970.
  public var expiry: Int
  /// The batch job that wants it.
  public var jobID: String?

  /// For how many seconds a lease may be taken. What cannot be read among the leases is waited for no
  /// longer, and a Slurm job without a limit ends after a year.
  public static let longest = 366 * 86400

  /// A term that ends at `expiry`, in whole seconds since 1970.
  public init(expiry: Int, jobID: String? = nil) {
    self.expiry = expiry
    self.jobID = jobID
  }
}
