/// What a repository records of one revision of an image; immutable once published.
public struct RevisionMetadata: Sendable, Hashable {
  public var name: ImageName
  public var revision: Revision
  public var kind: ImageKind
  /// The login name of the user who made it.
  public var owner: String
  /// When it was made, in seconds since 1970.
  public var timestamp: Double
  /// Its blobs, base first.
  public var layers: [Digest]
  /// Whatever a user or tool attached to it: always an object.
  public var customMetadata: [String: JSONValue]
  public var description: String?

  public init(
    name: ImageName, revision: Revision, kind: ImageKind, owner: String, timestamp: Double,
    layers: [Digest], customMetadata: [String: JSONValue] = [:], description: String? = nil
  ) {
    self.name = name
    self.revision = revision
    self.kind = kind
    self.owner = owner
    self.timestamp = timestamp
    self.layers = layers
    self.customMetadata = customMetadata
    self.description = description
  }
}
