/// The SHA-256 of a blob's bytes, which is its name.
public struct Digest: Sendable, Hashable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let hex: String

  /// nil unless `hex` has 64 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy(\.isLowercaseHexDigit) else { return nil }
    self.hex = hex
  }

  /// The digest that a hash function returned: 32 bytes.
  init(_ bytes: some Sequence<UInt8>) {
    hex = bytes.hexDigits
  }

  /// The name of the folder that holds the blob: the first two digits.
  var folder: String { String(hex.prefix(2)) }

  public var description: String { hex }
}

extension Sequence<UInt8> {
  /// Two lower-case hexadecimal digits for each byte.
  var hexDigits: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}

extension UInt8 {
  var isHexDigit: Bool {
    isLowercaseHexDigit || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
  }

  var isLowercaseHexDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }
}
