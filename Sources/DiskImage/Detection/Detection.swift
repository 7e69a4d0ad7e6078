public import SystemPackage

/// What the first and the last bytes of a file say about its format.
public struct Detection: Sendable, Hashable {
  /// The file that was looked at.
  public var path: FilePath
  /// Length of the file in bytes.
  public var fileSize: Int
  /// The supported formats whose signature the file has; never raw, which has none.
  public var formats: [DiskFormat]
  /// The other known formats whose signature it has.
  public var foreignFormats: [ForeignFormat]
  /// Whether the file ends as a VHD does, though its footer is not one to rely on.
  var hasDoubtfulVpcFooter: Bool

  /// The names of all formats found.
  public var names: [String] { formats.map(\.rawValue) + foreignFormats.map(\.rawValue) }
}
