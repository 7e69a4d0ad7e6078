internal import ImageStore

/// A lease.
///
/// Keys: id, reference (the revision that is leased), repository, name, revision, layers (digests,
/// base first), owner, host, process, job (null outside of one), created_at, expires_at.
struct LeaseRecord: Listed {
  let id: String
  let reference: String
  let repository: String
  let name: String
  let revision: Int
  let layers: [String]
  let owner: String
  let host: String
  let process: Int32
  @Nullable var job: String?
  let createdAt: Timestamp
  let expiresAt: Timestamp

  init(_ located: LocatedLease) {
    let lease = located.lease
    id = lease.id.description
    reference = located.reference.description
    repository = located.repository.description
    name = lease.image.description
    revision = lease.revision.number
    layers = lease.layers.map(\.hex)
    owner = lease.owner
    host = lease.host
    process = lease.processID
    job = lease.jobID
    createdAt = Timestamp(seconds: lease.created)
    expiresAt = Timestamp(seconds: Double(lease.expiry))
  }

  static var columns: [Column<LeaseRecord>] {
    [
      Column("image") { $0.reference }.whole,
      Column("owner") { $0.owner },
      Column("host") { $0.host },
      Column("job") { $0.job ?? "" },
      Column("until", time: { $0.expiresAt }),
      Column("id") { $0.id }.whole,
      Column("created", isDefault: false, time: { $0.createdAt }),
    ]
  }
}
