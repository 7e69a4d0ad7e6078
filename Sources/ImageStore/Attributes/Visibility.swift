/// Who may see an image.
public enum Visibility: String, Sendable, Hashable, CaseIterable {
  /// Its owner.
  case `private`
  /// Its owner and its members.
  case shared
  /// Everybody; it is left out of lists unless they ask for it.
  case community
  /// Everybody.
  case `public`
}
