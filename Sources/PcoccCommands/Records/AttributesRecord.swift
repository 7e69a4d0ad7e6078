internal import ImageStore

/// An image as the Images API describes it: each key is there, and null where it has no value.
///
/// Keys beyond those of the API: repository, reference (means this revision and no other), revision,
/// revision_created_at, kind, layers (digests, base first), metadata (the free properties), source
/// (name, format, size and SHA-256 of the imported file).
struct AttributesRecord: Encodable, Sendable {
  let id: String
  let name: String
  let repository: String
  let reference: String
  let revision: Int
  let revisionCreatedAt: Timestamp
  let kind: String
  let layers: [String]
  let status: String
  let visibility: String
  let owner: String
  let protected: Bool
  let osHidden: Bool
  let tags: [String]
  let minDisk: Int
  let minRam: Int
  let containerFormat: String
  let diskFormat: String
  let createdAt: Timestamp
  let updatedAt: Timestamp
  @Nullable var size: Int?
  @Nullable var virtualSize: Int?
  @Nullable var checksum: String?
  let osHashAlgo = "sha256"
  @Nullable var osHashValue: String?
  @Nullable var description: String?
  let metadata: [String: String]
  let members: [MemberRecord]
  @Nullable var source: SourceRecord?

  init(_ summary: ImageSummary) {
    let (revision, attributes) = (summary.revision, summary.attributes)
    id = attributes.id.description
    name = revision.metadata.name.description
    repository = revision.repository.description
    reference = revision.reference.description
    self.revision = revision.metadata.revision.number
    revisionCreatedAt = Timestamp(seconds: revision.metadata.timestamp)
    kind = revision.metadata.kind.rawValue
    layers = revision.metadata.layers.map(\.hex)
    status = attributes.status.rawValue
    visibility = summary.visibility.rawValue
    owner = attributes.owner
    protected = attributes.isProtected
    osHidden = attributes.isHidden
    tags = attributes.tags
    minDisk = attributes.minimumDisk
    minRam = attributes.minimumMemory
    containerFormat = attributes.containerFormat.rawValue
    diskFormat = attributes.diskFormat.rawValue
    createdAt = Timestamp(seconds: attributes.createdAt)
    updatedAt = Timestamp(seconds: attributes.updatedAt)
    size = summary.size
    virtualSize = summary.virtualSize
    checksum = summary.checksum
    osHashValue = revision.metadata.layers.last?.hex
    description = revision.metadata.description
    metadata = attributes.properties
    members = attributes.members.map(MemberRecord.init)
    source = summary.source.map(SourceRecord.init)
  }
}
