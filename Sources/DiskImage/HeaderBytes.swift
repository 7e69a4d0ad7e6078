/// A header that is being made: numbers and texts at fixed offsets, zeros elsewhere.
///
/// The offsets are those of a specification, never ones from a file, and lie inside.
struct HeaderBytes {
  private(set) var bytes: [UInt8]
  private let order: HeaderFields.ByteOrder

  init(count: Int, order: HeaderFields.ByteOrder) {
    bytes = Array(repeating: 0, count: count)
    self.order = order
  }

  mutating func put<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
    withUnsafeBytes(of: order == .big ? number.bigEndian : number.littleEndian) {
      put(Array($0), at: offset)
    }
  }

  mutating func put(_ text: String, at offset: Int) { put(Array(text.utf8), at: offset) }

  mutating func put(_ part: [UInt8], at offset: Int) {
    bytes.replaceSubrange(offset..<offset + part.count, with: part)
  }
}
