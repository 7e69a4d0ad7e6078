/// Which image the revisions of a name make up, and what it has carried from its beginning.
struct ImageIdentity: Sendable {
  var id: ImageID
  var owner: String
  /// In seconds since 1970.
  var createdAt: Double
  /// When the revisions were made, in seconds since 1970, where they are all that tells the image from
  /// another one of the same name: those of an image that was given no id.
  var revisions: [Revision: Double] = [:]
  var initial: [String: JSONValue] = [:]
}
