/// The name of an image inside a repository.
public struct ImageName: Sendable, Hashable, CustomStringConvertible {
  /// 1 to 200 ASCII letters, digits, `_`, `-` and `.`, the first of them neither `-` nor `.`.
  public let description: String

  /// Throws `usage` where `text` breaks the rules of names.
  public init(_ text: String) throws {
    description = try NameRule.checked(text, "image")
  }

  /// The name that is found somewhere; nil where it breaks the rules.
  init?(validating text: String) {
    guard NameRule.problem(in: text) == nil else { return nil }
    description = text
  }
}

extension ImageName: Comparable {
  /// By code point, as pcocc sorts: that is the order of strings, as names are in ASCII.
  public static func < (left: ImageName, right: ImageName) -> Bool {
    left.description < right.description
  }
}
