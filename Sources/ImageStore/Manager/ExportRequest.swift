public import DiskImage

/// What to export, and to where.
public struct ExportRequest: Sendable {
  /// The revision to export.
  public var source: ImageReference
  /// Where the file goes.
  public var destination: ImageEndpoint
  /// The format to write; where nil, the destination's extension tells, else raw.
  public var format: DiskFormat?
  /// Options of the format, as users write them.
  public var settings: FormatSettings
  /// Asks for a compressed file of whatever kind the format has.
  public var compression: ClusterCompression?
  /// Exports the user's own image although it is deactivated.
  public var isForced = false

  /// Exports in the format that the destination's extension tells, with its usual options, unless
  /// something else is said.
  public init(
    source: ImageReference, destination: ImageEndpoint, format: DiskFormat? = nil,
    settings: FormatSettings = FormatSettings(), compression: ClusterCompression? = nil
  ) {
    self.source = source
    self.destination = destination
    self.format = format
    self.settings = settings
    self.compression = compression
  }
}
