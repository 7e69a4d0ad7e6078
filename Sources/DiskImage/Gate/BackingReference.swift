/// What an overlay says of the file below it, as it stands in the header.
public struct BackingReference: Sendable, Hashable {
  /// A path, or a text in one of QEMU's forms, such as `json:{…}`.
  public var name: String
  /// nil where the header leaves it to whoever opens the file.
  public var format: String?
}
