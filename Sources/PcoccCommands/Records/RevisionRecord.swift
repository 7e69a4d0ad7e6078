internal import ImageStore

/// One of the revisions that `show` lists.
///
/// Keys: revision, size (bytes its layers take up, null where a blob is missing), owner,
/// created_at, layers, description.
struct RevisionRecord: Listed {
  let revision: Int
  @Nullable var size: Int?
  let owner: String
  let createdAt: Timestamp
  let layers: [String]
  @Nullable var description: String?

  init(_ details: ImageDetails.RevisionDetails) {
    revision = details.metadata.revision.number
    size = details.size
    owner = details.metadata.owner
    createdAt = Timestamp(seconds: details.metadata.timestamp)
    layers = details.metadata.layers.map(\.hex)
    description = details.metadata.description
  }

  static var columns: [Column<RevisionRecord>] {
    [
      Column("revision") { String($0.revision) },
      Column("size", bytes: { $0.size }, missing: "unreadable"),
      Column("creation date", time: { $0.createdAt }),
    ]
  }
}
