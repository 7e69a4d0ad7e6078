internal import ImageStore

/// What is in the trash.
///
/// Keys: repository, kind (revision or blob), reference (of a revision, else null), digest (of a blob,
/// else null), bytes (that are free once it is removed), moved_at, expires_at (from when on "repo gc"
/// removes it).
struct TrashRecord: Listed {
  let repository: String
  let kind: String
  @Nullable var reference: String?
  @Nullable var digest: String?
  let bytes: Int
  let movedAt: Timestamp
  let expiresAt: Timestamp

  init(_ entry: TrashEntry) {
    repository = entry.repository.description
    switch entry.content {
    case .revision(let image):
      kind = "revision"
      reference = image.description
      digest = nil
    case .blob(let blob):
      kind = "blob"
      reference = nil
      digest = blob.hex
    }
    bytes = entry.bytes
    movedAt = Timestamp(seconds: entry.moved)
    let policy = CollectionPolicy()
    expiresAt = Timestamp(seconds: entry.moved + Double(policy.retention + policy.clockSkew))
  }

  static var columns: [Column<TrashRecord>] {
    [
      Column("item") { $0.reference ?? $0.digest ?? "" }.whole,
      Column("kind") { $0.kind },
      Column("size", bytes: { $0.bytes }),
      Column("moved", time: { $0.movedAt }),
      Column("until", time: { $0.expiresAt }),
      Column("repository", isDefault: false) { $0.repository },
    ]
  }
}
