public import DiskImage

/// What to import, and as what.
public struct ImportRequest: Sendable {
  public var source: DiskSource
  public var destination: ImageReference
  /// Compresses the clusters of what has to be converted.
  public var compression: ClusterCompression?
  /// A line for the history, kept with the revision.
  public var description: String?
  public var attributes: NewImageAttributes
  /// Whether to record the MD5 of what is stored and the SHA-256 of the source.
  public var recordsChecksums: Bool

  public init(
    source: DiskSource, destination: ImageReference, compression: ClusterCompression? = nil,
    description: String? = nil, attributes: NewImageAttributes = NewImageAttributes(),
    recordsChecksums: Bool = false
  ) {
    self.source = source
    self.destination = destination
    self.compression = compression
    self.description = description
    self.attributes = attributes
    self.recordsChecksums = recordsChecksums
  }
}
