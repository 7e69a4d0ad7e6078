/// Keeps garbage collection off the blobs of a revision that a job uses, until a fixed time.
public struct Lease: Sendable, Hashable {
  public var id: LeaseID
  public var image: ImageName
  public var revision: Revision
  /// The blobs, base first.
  public var layers: [Digest]
  /// The login name of who took it.
  public var owner: String
  public var host: String
  public var processID: Int32
  public var jobID: String?
  /// In seconds since 1970, by the clock of that host.
  public var created: Double

  public init(
    id: LeaseID, image: ImageName, revision: Revision, layers: [Digest], owner: String,
    host: String, processID: Int32, jobID: String?, created: Double
  ) {
    self.id = id
    self.image = image
    self.revision = revision
    self.layers = layers
    self.owner = owner
    self.host = host
    self.processID = processID
    self.jobID = jobID
    self.created = created
  }

  /// When it ends, in seconds since 1970.
  public var expiry: Int { id.expiry }
}

/// A lease together with the repository it is in.
public struct LocatedLease: Sendable, Hashable {
  public var repository: RepositoryName
  public var lease: Lease

  public init(repository: RepositoryName, lease: Lease) {
    self.repository = repository
    self.lease = lease
  }

  /// The revision that is leased, and no other.
  public var reference: ImageReference {
    ImageReference(
      repository: repository, image: lease.image, selector: .revision(lease.revision))
  }
}
