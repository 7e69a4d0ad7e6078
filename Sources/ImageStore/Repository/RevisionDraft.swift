/// A revision that has no number yet.
struct RevisionDraft: Sendable {
  var name: ImageName
  var kind: ImageKind
  var layers: [Digest]
  var customMetadata: [String: JSONValue] = [:]
  var description: String?
}
