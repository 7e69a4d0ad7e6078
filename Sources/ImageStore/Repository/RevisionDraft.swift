/// A revision that has no number yet.
struct RevisionDraft: Sendable {
  var name: ImageName
  var kind: ImageKind
  var layers: [Digest]
  var customMetadata: [String: JSONValue] = [:]
  var description: String?
  /// nil for the user who publishes it.
  var owner: String?
  /// In seconds since 1970; nil for the moment of publishing.
  var timestamp: Double?
  /// What the image carries; nil where that says nothing of who may read it.
  var attributes: ImageAttributes?
  /// The revision that nobody can read who is not to read this one; nil for a new image.
  var last: RevisionMetadata?
  /// The number that it gets, where a free one is not higher.
  var lowest = Revision.first
}
