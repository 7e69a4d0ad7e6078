/// Somebody with whom an image is shared.
public struct ImageMember: Sendable, Hashable {
  /// What the member says to that.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// May read the image and does not see it in lists.
    case pending
    /// May read the image and sees it in lists.
    case accepted
    /// May read the image and does not see it in lists.
    case rejected
  }

  /// A user's login name, or `group:NAME`.
  public var name: String
  /// What the member has answered, `pending` before.
  public var status: Status
  /// In seconds since 1970.
  public var createdAt: Double
  /// When the image was shared or the member last answered, in seconds since 1970.
  public var updatedAt: Double
}
