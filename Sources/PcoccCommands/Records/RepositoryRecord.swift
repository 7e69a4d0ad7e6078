internal import ImageStore
internal import SystemPackage

/// A configured repository.
///
/// Keys: name, path, exists (the first write makes a missing one), writable, version (of its format,
/// null where it is missing or cannot be read), sharing (private, group or all; null likewise), origin
/// (the configuration file that names it, null for the one that is there without a file), line (of that
/// file).
struct RepositoryRecord: Listed {
  let name: String
  let path: String
  let exists: Bool
  let writable: Bool
  @Nullable var version: Int?
  @Nullable var sharing: String?
  @Nullable var origin: String?
  @Nullable var line: Int?

  /// The column that `--show-origin` adds.
  static let originColumn = "origin"

  init(_ summary: RepositorySummary) {
    name = summary.name.description
    path = summary.path.string
    exists = summary.exists
    writable = summary.isWritable
    version = summary.version
    sharing = summary.sharing?.rawValue
    origin = summary.origin?.string
    line = summary.line
  }

  static var columns: [Column<RepositoryRecord>] {
    [
      Column("name") { $0.name }.whole,
      Column("path") { $0.path },
      Column("writable") { $0.writable ? "yes" : "no" },
      Column("exists", isDefault: false) { $0.exists ? "yes" : "no" },
      Column("version", isDefault: false) { $0.version.map(String.init) ?? "" },
      Column("sharing", isDefault: false) { $0.sharing ?? "" },
      Column(originColumn, isDefault: false) { record in
        Place.text(record.origin, record.line) ?? "built in"
      },
    ]
  }
}
