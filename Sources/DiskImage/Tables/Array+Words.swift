extension [UInt8] {
  /// The bytes of numbers, the most significant first.
  static func bigEndian<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
    numbers.map { $0.bigEndian }.withUnsafeBytes { Array($0) }
  }

  /// The bytes of numbers, the least significant first.
  static func littleEndian<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
    numbers.map { $0.littleEndian }.withUnsafeBytes { Array($0) }
  }
}
