internal import FileSupport

/// What the folder of leases of a repository holds.
struct LeaseListing {
  /// Those that have not ended, by the time of their end.
  var leases: [Lease] = []
  /// What can be no lease, and so protects nothing.
  var ignored: [PcoccError] = []
  /// What cannot be read and may be a lease on any blob.
  var unreadable: [PcoccError] = []
}
