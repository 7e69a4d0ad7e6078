internal import FileSupport
internal import SystemPackage

/// Numbers and texts at fixed offsets of a header, where reading past its end throws instead of trapping.
struct HeaderFields: Sendable {
  enum ByteOrder { case big, little }

  let bytes: [UInt8]
  let order: ByteOrder
  /// The image's path, for messages.
  let path: FilePath

  func uint8(_ offset: Int) throws -> UInt8 { try integer(offset) }
  func uint16(_ offset: Int) throws -> UInt16 { try integer(offset) }
  func uint32(_ offset: Int) throws -> UInt32 { try integer(offset) }
  func uint64(_ offset: Int) throws -> UInt64 { try integer(offset) }

  /// A 64-bit field as `Int`; `name` appears in the error where it does not fit.
  func int(_ offset: Int, _ name: String) throws -> Int {
    let value = try uint64(offset)
    guard let result = Int(exactly: value) else {
      throw PcoccError.corruptImage(path, "\(name) \(value) is out of range")
    }
    return result
  }

  /// The bytes `range`, which must lie inside.
  func slice(_ range: Range<Int>) throws -> [UInt8] {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else {
      throw PcoccError.truncatedImage(path, "header ends at byte \(bytes.count)")
    }
    return Array(bytes[range])
  }

  /// Text up to the first NUL; bytes that are not UTF-8 are repaired, so it is for messages only.
  func text(_ range: Range<Int>) throws -> String {
    String(decoding: try slice(range).prefix { $0 != 0 }, as: UTF8.self)
  }

  private func integer<Number: FixedWidthInteger>(_ offset: Int) throws -> Number {
    let size = MemoryLayout<Number>.size
    guard offset >= 0, offset <= bytes.count - size else {
      throw PcoccError.truncatedImage(path, "header ends at byte \(bytes.count)")
    }
    return bytes.withUnsafeBytes { buffer in
      let value = buffer.loadUnaligned(fromByteOffset: offset, as: Number.self)
      return order == .big ? Number(bigEndian: value) : Number(littleEndian: value)
    }
  }
}
