public import DiskImage

/// An image that has been begun by `create`, and of which nothing is in a repository before `upload`.
public struct NewImage: Sendable, Hashable {
  /// Where it will be.
  public let reference: ImageReference
  /// What will name it for life.
  public let id: ImageID
  /// What it will carry.
  public let attributes: AttributesChange
  /// A line for the history, kept with the first revision.
  public let description: String?
  /// Compresses the clusters of what has to be converted.
  public var compression: ClusterCompression?
  /// Whether to record the MD5 of what is stored and the SHA-256 of the source.
  public var recordsChecksums = false

  /// Always `queued`: its disk is still to come.
  public var status: ImageStatus { .queued }
}
