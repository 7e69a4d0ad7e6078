/// What a repository records of one revision of an image; immutable once published.
public struct RevisionMetadata: Sendable, Hashable {
  /// The image that it is a revision of.
  public let name: ImageName
  /// The number of the revision.
  public let revision: Revision
  /// What the image is for.
  public let kind: ImageKind
  /// The login name of the user who made it.
  public let owner: String
  /// When it was made, in seconds since 1970.
  public let timestamp: Double
  /// Its blobs, base first.
  public let layers: [Digest]
  /// Whatever a user or tool attached to it: always an object.
  public let customMetadata: [String: JSONValue]
  /// A line for the history; nil where nobody has said anything.
  public var description: String?
  /// What this program has recorded in the custom metadata; nil where there is nothing of it.
  let facts: RevisionFacts?

  /// What is to be recorded.
  ///
  /// - Parameters:
  ///   - timestamp: seconds since 1970.
  ///   - layers: the blobs, base first.
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
    facts = RevisionFacts(in: customMetadata, topLayer: layers.last)
  }
}
