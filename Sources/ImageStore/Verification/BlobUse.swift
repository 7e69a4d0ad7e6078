/// A revision's use of a blob.
struct BlobUse: Sendable, Hashable {
  var image: ImageName
  var revision: Revision
  var kind: ImageKind
  /// The layer below it; nil for the lowest one.
  var below: Digest?
}
