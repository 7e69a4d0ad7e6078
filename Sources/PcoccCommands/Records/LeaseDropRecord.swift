internal import ImageStore

/// A lease that was to be dropped.
///
/// Keys: id, dropped (false where that failed).
struct LeaseDropRecord: Encodable, Sendable {
  let id: String
  let dropped: Bool
}
