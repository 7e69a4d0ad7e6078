public import DiskImage

/// A disk image that is not in the store, and how it is to be taken.
public struct DiskSource: Sendable {
  /// Where the bytes come from.
  public var endpoint: ImageEndpoint
  /// The format the user says it has.
  public var format: DiskFormat?
  /// Takes any bytes as the format said, whatever they look like.
  public var force: Bool
  /// Takes a VMDK whose extents are other files, in the folder of its descriptor.
  public var allowsExtents: Bool

  /// A disk in one file, whose format its content and name tell, unless something else is said.
  public init(
    _ endpoint: ImageEndpoint, format: DiskFormat? = nil, force: Bool = false,
    allowsExtents: Bool = false
  ) {
    self.endpoint = endpoint
    self.format = format
    self.force = force
    self.allowsExtents = allowsExtents
  }
}
