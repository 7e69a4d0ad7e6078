internal import ImageStore
internal import SystemPackage

/// A configured repository.
///
/// Keys: name, path, exists (the first write makes a missing one), writable, version (of its format,
/// null where it is missing or cannot be read).
struct RepositoryRecord: Listed {
  let name: String
  let path: String
  let exists: Bool
  let writable: Bool
  @Nullable var version: Int?

  init(_ summary: RepositorySummary) {
    name = summary.name.description
    path = summary.path.string
    exists = summary.exists
    writable = summary.isWritable
    version = summary.version
  }

  static var columns: [Column<RepositoryRecord>] {
    [
      Column("name") { $0.name },
      Column("path") { $0.path },
      Column("writable") { $0.writable ? "yes" : "no" },
      Column("exists", isDefault: false) { $0.exists ? "yes" : "no" },
      Column("version", isDefault: false) { $0.version.map(String.init) ?? "" },
    ]
  }
}
