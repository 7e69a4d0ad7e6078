internal import ArgumentParser

/// A number of bytes as users type it: whole or with a fraction, with a unit of k, M, G, T, P or E,
/// which are powers of 1024.
struct ByteSize: Hashable, Sendable {
  let bytes: Int

  private static let units = "kmgtpe"

  init(bytes: Int) { self.bytes = bytes }

  /// nil for what is no size.
  init?(argument: String) {
    guard let bytes = try? Self.parse(argument) else { return nil }
    self.bytes = bytes
  }

  /// The value of an option.
  ///
  /// - Throws: why it is none.
  init(checking argument: String) throws {
    do {
      bytes = try Self.parse(argument)
    } catch {
      throw switch error {
      case .malformed:
        ValidationError("\"\(argument)\" is not a size, expected \(Self.help)")
      case .tooLarge:
        ValidationError("\"\(argument)\" is too large, expected less than 8E")
      }
    }
  }

  private enum Problem: Error { case malformed, tooLarge }

  private static func parse(_ argument: String) throws(Problem) -> Int {
    var text = argument.lowercased()
    for suffix in ["ib", "b"] where text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
      break
    }
    var unit = 1
    if let last = text.last, let index = units.firstIndex(of: last) {
      text.removeLast()
      unit = 1 << (10 * (units.distance(from: units.startIndex, to: index) + 1))
    }
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else {
      throw .malformed
    }
    if let number = Int(text) {
      let (product, overflow) = number.multipliedReportingOverflow(by: unit)
      guard !overflow else { throw .tooLarge }
      return product
    }
    // A whole number of bytes that is no Int is too large; a fraction of one is no size.
    guard unit > 1 || !text.contains("."), let number = Double(text) else { throw .malformed }
    guard let bytes = Int(exactly: (number * Double(unit)).rounded()) else { throw .tooLarge }
    return bytes
  }

  static let help = "bytes, or with a unit of k, M, G, T, P or E (powers of 1024)"
}
