/// The first digits of a digest, enough to tell an image's revisions apart.
public struct DigestPrefix: Sendable, Hashable, CustomStringConvertible {
  /// 8 to 64 lower-case hexadecimal digits.
  public let description: String

  /// nil unless `text` has 8 to 64 hexadecimal digits, of either case.
  public init?(_ text: String) {
    let text = text.lowercased()
    guard (8...64).contains(text.utf8.count), text.utf8.allSatisfy(\.isLowercaseHexDigit) else {
      return nil
    }
    description = text
  }

  /// Whether the digest begins so.
  public func matches(_ digest: Digest) -> Bool { digest.hex.hasPrefix(description) }
}
