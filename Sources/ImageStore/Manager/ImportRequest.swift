public import DiskImage

/// What to import, and as what.
public struct ImportRequest: Sendable {
  public var source: DiskSource
  public var destination: ImageReference
  /// Compresses the clusters of what has to be converted.
  public var compression: ClusterCompression?
  /// A line for the history, kept with the revision.
  public var description: String?

  public init(
    source: DiskSource, destination: ImageReference, compression: ClusterCompression? = nil,
    description: String? = nil
  ) {
    self.source = source
    self.destination = destination
    self.compression = compression
    self.description = description
  }
}
