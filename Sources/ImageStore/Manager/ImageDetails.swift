/// What `show` tells of an image: the revision asked for, and all there are.
public struct ImageDetails: Sendable {
  /// One revision and what its blobs take up.
  public struct RevisionDetails: Sendable, Hashable {
    /// What was recorded of the revision when it was made.
    public var metadata: RevisionMetadata
    /// Bytes of its layers' files; nil where a blob is missing.
    public var size: Int?
  }

  /// What the image carries, and the revision that the reference resolves to.
  public var summary: ImageSummary
  /// All revisions, newest first.
  public var revisions: [RevisionDetails]
}
