internal import ArgumentParser
internal import FileSupport

/// A number of bytes as users type it: whole or with a fraction, with a unit of k, M, G, T, P or E,
/// which are powers of 1024.
struct ByteSize: ExpressibleByArgument, Hashable, Sendable {
  let bytes: Int

  private static let units = "kmgtpe"

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    var text = argument.lowercased()
    for suffix in ["ib", "b"] where text.hasSuffix(suffix) {
      text.removeLast(suffix.count)
      break
    }
    var factor = 1
    if let last = text.last, let index = Self.units.firstIndex(of: last) {
      text.removeLast()
      factor = 1 << (10 * (Self.units.distance(from: Self.units.startIndex, to: index) + 1))
    }
    guard let bytes = Self.bytes(text, times: factor) else { return nil }
    self.bytes = bytes
  }

  private static func bytes(_ text: String, times factor: Int) -> Int? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
    if let number = Int(text) {
      let (product, overflow) = number.multipliedReportingOverflow(by: factor)
      return overflow ? nil : product
    }
    guard factor > 1, let number = Double(text) else { return nil }
    return Int(exactly: (number * Double(factor)).rounded())
  }

  static let help = "bytes, or with a unit of k, M, G, T, P or E (powers of 1024)"
}
