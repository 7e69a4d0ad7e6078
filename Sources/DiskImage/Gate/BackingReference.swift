/// What an overlay says of the file below it, as it stands in the header.
public struct BackingReference: Sendable, Hashable {
  public var name: String
  /// nil where the header leaves it to whoever opens the file.
  public var format: String?
}
