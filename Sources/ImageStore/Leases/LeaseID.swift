/// The name of a lease. It begins with the time at which the lease ends, so that reading the folder
/// tells which leases hold.
public struct LeaseID: Sendable, Hashable, CustomStringConvertible {
  /// In whole seconds since 1970.
  public let expiry: Int
  private let token: String

  /// - Parameter token: lower-case hexadecimal digits.
  init(expiry: Int, token: String) {
    self.expiry = expiry
    self.token = token
  }

  /// nil unless `text` is what a lease's name looks like.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let expiry = Int(parts[0]), expiry >= 0, String(expiry) == parts[0],
      (1...64).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy(\.isLowercaseHexDigit)
    else { return nil }
    self.init(expiry: expiry, token: parts[1])
  }

  public var description: String { "\(expiry)-\(token)" }
}
