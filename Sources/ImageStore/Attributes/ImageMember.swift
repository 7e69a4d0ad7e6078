/// Somebody with whom an image is shared.
public struct ImageMember: Sendable, Hashable {
  /// What the member says to that.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// May read the image and does not see it in lists.
    case pending
    case accepted
    /// May read the image and does not see it in lists.
    case rejected
  }

  /// A user's login name, or `group:NAME`.
  public var name: String
  public var status: Status
  /// In seconds since 1970.
  public var createdAt: Double
  public var updatedAt: Double
}
