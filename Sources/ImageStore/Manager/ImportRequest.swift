public import DiskImage

/// What to import, and as what.
public struct ImportRequest: Sendable {
  public var source: ImageEndpoint
  /// The format the user says it has.
  public var format: DiskFormat?
  /// Takes any bytes as the format said, whatever they look like.
  public var force: Bool
  /// Takes a VMDK whose extents are other files, in the folder of its descriptor.
  public var allowsExtents: Bool
  public var destination: ImageReference
  /// Compresses the clusters of what has to be converted.
  public var compression: ClusterCompression?
  /// A line for the history, kept with the revision.
  public var description: String?

  public init(
    source: ImageEndpoint, format: DiskFormat? = nil, force: Bool = false,
    allowsExtents: Bool = false, destination: ImageReference,
    compression: ClusterCompression? = nil,
    description: String? = nil
  ) {
    self.source = source
    self.format = format
    self.force = force
    self.allowsExtents = allowsExtents
    self.destination = destination
    self.compression = compression
    self.description = description
  }
}
