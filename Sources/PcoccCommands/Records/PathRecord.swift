internal import ImageStore
internal import SystemPackage

/// Where an image lies.
///
/// Keys: path (of the top layer), lease (null where none was asked for).
struct PathRecord: Encodable, Sendable {
  let path: String
  @Nullable var lease: LeaseRecord?

  init(_ path: FilePath, lease: LocatedLease?) {
    self.path = path.string
    self.lease = lease.map(LeaseRecord.init)
  }
}
