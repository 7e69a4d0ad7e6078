internal import FileSupport

/// The number of a revision: whole, from 0, never used again for another one.
public struct Revision: Sendable, Hashable, CustomStringConvertible {
  /// A whole number from 0.
  public let number: Int

  /// The lowest number, 0.
  public static let first = Revision(unchecked: 0)

  private init(unchecked number: Int) { self.number = number }

  /// nil for negative numbers.
  public init?(_ number: Int) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// nil unless `text` is the one way to write a whole number from 0: digits without a leading zero.
  init?(validating text: String) {
    guard let number = Int(text), number >= 0, String(number) == text else { return nil }
    self.number = number
  }

  /// Throws `usage` where `text` is no revision number.
  public init(_ text: String) throws {
    guard let revision = Revision(validating: text) else {
      throw PcoccError.badRevision(text)
    }
    self = revision
  }

  /// The number after this one; nil where there is none.
  var next: Revision? { number == .max ? nil : Revision(unchecked: number + 1) }

  public var description: String { String(number) }
}

extension Revision: Comparable {
  public static func < (left: Revision, right: Revision) -> Bool { left.number < right.number }
}
