/// The name that the configuration gives a repository.
public struct RepositoryName: Sendable, Hashable, CustomStringConvertible {
  public let description: String

  /// Throws `usage` where `text` breaks the rules of names.
  public init(_ text: String) throws {
    description = try NameRule.checked(text, "repository")
  }
}
