/// The name that the configuration gives a repository.
public struct RepositoryName: Sendable, Hashable, CustomStringConvertible {
  /// 1 to 200 ASCII letters, digits, `_`, `-` and `.`, the first of them neither `-` nor `.`.
  public let description: String

  /// Throws `usage` where `text` breaks the rules of names.
  public init(_ text: String) throws {
    description = try NameRule.checked(text, "repository")
  }
}
