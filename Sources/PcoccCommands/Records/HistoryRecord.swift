internal import ImageStore

/// A revision in the history of its image.
///
/// Keys: image (as in listings), added_size (bytes of the blobs that no revision before has, null
/// where one is missing), virtual_size (bytes of the disk).
struct HistoryRecord: Listed {
  let image: ImageRecord
  @Nullable var addedSize: Int?
  @Nullable var virtualSize: Int?

  init(_ entry: HistoryEntry) {
    image = ImageRecord(entry.image)
    addedSize = entry.addedSize
    virtualSize = entry.virtualSize
  }

  static var columns: [Column<HistoryRecord>] {
    [
      Column("revision") { String($0.image.revision) }.whole,
      Column("added", bytes: { $0.addedSize }, missing: "unreadable"),
      Column("disk", bytes: { $0.virtualSize }),
      Column("layers") { String($0.image.layers.count) },
      Column("owner") { $0.image.owner },
      Column("date", time: { $0.image.createdAt }),
      Column("message") { $0.image.description ?? "" },
      Column("uri", isDefault: false) { $0.image.reference }.whole,
      Column("digest", isDefault: false) { $0.image.layers.last ?? "" },
    ]
  }
}
