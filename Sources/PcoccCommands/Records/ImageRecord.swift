internal import ImageStore

/// A revision of an image as listings and JSON show it.
///
/// Keys: repository, name, revision, reference (means this revision and no other), kind, owner,
/// created_at, layers (digests, base first), description.
struct ImageRecord: Listed {
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

  static var columns: [Column<ImageRecord>] {
    [
      Column("name") { $0.name }.whole,
      Column("type") { $0.kind },
      Column("revision") { String($0.revision) },
      Column("repo") { $0.repository },
      Column("owner") { $0.owner },
      Column("date", time: { $0.createdAt }),
      Column("uri", isDefault: false) { $0.reference }.whole,
      Column("digest", isDefault: false) { $0.layers.last ?? "" },
      Column("description", isDefault: false) { $0.description ?? "" },
    ]
  }
}
