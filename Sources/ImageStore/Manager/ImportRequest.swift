public import DiskImage

/// What to import, and as what.
public struct ImportRequest: Sendable {
  /// The disk image to import.
  public var source: DiskSource
  /// The name of the new image; without a repository it goes to the first one.
  public var destination: ImageReference
  /// Compresses the clusters of what has to be converted.
  public var compression: ClusterCompression?
  /// A line for the history, kept with the revision.
  public var description: String?
  /// What the image is to carry.
  public var attributes: NewImageAttributes
  /// Whether to record the MD5 of what is stored and the SHA-256 of the source.
  public var recordsChecksums: Bool

  /// Imports with default attributes, and without compression and checksums, unless something else
  /// is said.
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
