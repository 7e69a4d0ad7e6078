extension HeaderFields {
  /// The UUID at `offset`, or nil where it is all zeros.
  ///
  /// Little-endian formats swap the bytes of its first three fields.
  func uuid(_ offset: Int) throws -> String? {
    let time = try uint32(offset)
    let (middle, high) = (try uint16(offset + 4), try uint16(offset + 6))
    let rest = try slice(offset + 8..<offset + 16)
    guard time != 0 || middle != 0 || high != 0 || rest.contains(where: { $0 != 0 }) else {
      return nil
    }
    return [
      time.hex, middle.hex, high.hex,
      rest[..<2].map(\.hex).joined(), rest[2...].map(\.hex).joined(),
    ].joined(separator: "-")
  }
}

extension FixedWidthInteger {
  /// All hexadecimal digits, leading zeros included.
  var hex: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: Self.bitWidth / 4 - digits.count) + digits
  }
}
