extension [UInt8] {
  /// The bytes of a new random UUID (RFC 9562, version 4).
  static func randomUUID() -> [UInt8] {
    var bytes = (0..<16).map { _ in UInt8.random(in: 0...255) }
    bytes[6] = 0x40 | bytes[6] & 0x0f
    bytes[8] = 0x80 | bytes[8] & 0x3f
    return bytes
  }
}
