internal import ImageStore
internal import SystemPackage

/// A revision whose metadata an upgrade converts.
///
/// Keys: reference, name, file (its metadata in version 1).
struct ConvertedRevisionRecord: Listed {
  let reference: String
  let name: String
  let file: String

  init(_ revision: UpgradeResult.ConvertedRevision) {
    reference = revision.reference.description
    name = revision.reference.image.description
    file = revision.file.string
  }

  static var columns: [Column<ConvertedRevisionRecord>] {
    [
      Column("uri") { $0.reference }.whole,
      Column("file") { $0.file },
    ]
  }
}
