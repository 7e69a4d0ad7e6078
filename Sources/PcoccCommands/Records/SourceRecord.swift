internal import ImageStore

/// The file that was imported.
///
/// Keys: name (null for standard input), format, size, os_hash_value (its SHA-256, where known).
struct SourceRecord: Encodable, Sendable {
  @Nullable var name: String?
  let format: String
  let size: Int
  @Nullable var osHashValue: String?

  init(_ file: ImportedFile) {
    name = file.name
    format = file.format.rawValue
    size = file.size
    osHashValue = file.digest
  }
}
