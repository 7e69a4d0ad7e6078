internal import ImageStore

/// A revision that was deleted, or would be.
///
/// Keys: reference, name, reason, deleted (false for a dry run).
struct DeletionRecord: Listed {
  let reference: String
  let name: String
  let reason: String
  let deleted: Bool

  /// - Parameter asked: what the user named.
  init(_ reference: ImageReference, asked: ImageReference, deleted: Bool) {
    self.reference = reference.description
    name = reference.image.description
    reason =
      asked.selector == .latest
      ? "no revision was given, which means all" : "this revision was given"
    self.deleted = deleted
  }

  static var columns: [Column<DeletionRecord>] {
    [
      Column("uri") { $0.reference }.whole,
      Column("reason") { $0.reason },
    ]
  }
}
