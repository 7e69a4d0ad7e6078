/// Keeps garbage collection off the blobs of a revision that a job uses, until a fixed time.
public struct Lease: Sendable, Hashable {
  /// The name of the lease, which tells when it ends.
  public var id: LeaseID
  /// The image in its repository.
  public var image: ImageName
  /// The revision of the image whose blobs are kept.
  public var revision: Revision
  /// The blobs, base first.
  public var layers: [Digest]
  /// The login name of who took it.
  public var owner: String
  /// The name of the node on which it was taken.
  public var host: String
  /// The number of the process there that took it; the lease outlives it.
  public var processID: Int32
  /// The id of the batch job that it was taken for; nil outside of jobs.
  public var jobID: String?
  /// In seconds since 1970, by the clock of that host.
  public var created: Double

  /// A lease as it was read, or is to be written.
  ///
  /// - Parameter layers: the blobs, base first.
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
  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// The lease itself.
  public var lease: Lease

  /// Says which repository a lease is in.
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
