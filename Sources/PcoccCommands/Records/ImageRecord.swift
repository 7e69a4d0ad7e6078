internal import ImageStore

/// A revision of an image as JSON shows it; ``AttributesRecord`` is what listings show.
///
/// Keys: repository, name, revision, reference (means this revision and no other), kind, owner,
/// created_at, layers (digests, base first), description.
struct ImageRecord: Encodable {
  let repository: String
  let name: String
  let revision: Int
  let reference: String
  let kind: String
  let owner: String
  let createdAt: Timestamp
  let layers: [String]
  @Nullable var description: String?

  init(_ located: LocatedRevision) {
    let metadata = located.metadata
    repository = located.repository.description
    name = metadata.name.description
    revision = metadata.revision.number
    reference = located.reference.description
    kind = metadata.kind.rawValue
    owner = metadata.owner
    createdAt = Timestamp(seconds: metadata.timestamp)
    layers = metadata.layers.map(\.hex)
    description = metadata.description
  }
}
