internal import FileSupport

/// The header extensions of a qcow2 image (qcow2 specification, Header extensions).
struct Qcow2Extensions: Sendable, Hashable {
  /// The types of known extensions.
  enum Kind: UInt32 {
    case end = 0
    case backingFormat = 0xe279_2aca
    case featureNames = 0x6803_f857
    case bitmaps = 0x2385_2875
    case encryption = 0x0537_be77
    case dataFileName = 0x4441_5441
  }

  var backingFormat: String?
  var dataFileName: String?
  /// Whether the image carries dirty bitmaps.
  var hasBitmaps = false
  var hasEncryption = false
  /// The names of incompatible features, by bit; whatever the writer put there.
  var featureNames: [Int: String] = [:]

  init() {}

  /// - Parameter range: bytes from the header's end to the last byte that extensions may take.
  init(_ fields: HeaderFields, in range: Range<Int>) throws {
    var offset = range.lowerBound
    while range.upperBound - offset >= 8 {
      let type = try fields.uint32(offset)
      let length = Int(try fields.uint32(offset + 4))
      let start = offset + 8
      guard length <= range.upperBound - start else {
        throw PcoccError.corruptImage(
          fields.path, "header extension of \(length) bytes at \(offset)")
      }
      if type == Kind.end.rawValue { return }
      try take(type, fields, start..<start + length)
      offset = start + length.dividedRoundingUp(by: 8) * 8
    }
  }

  private mutating func take(_ type: UInt32, _ fields: HeaderFields, _ range: Range<Int>) throws {
    switch Kind(rawValue: type) {
    case .end: break
    case .backingFormat: backingFormat = try fields.text(range)
    case .dataFileName: dataFileName = try fields.text(range)
    case .bitmaps: hasBitmaps = true
    case .encryption: hasEncryption = true
    case .featureNames: try takeFeatureNames(fields, range)
    case nil: break
    }
  }

  /// Entries of 48 bytes: kind (0 = incompatible), bit, name (qcow2 specification, Feature name
  /// table).
  private mutating func takeFeatureNames(_ fields: HeaderFields, _ range: Range<Int>) throws {
    for entry in stride(from: range.lowerBound, to: range.upperBound - 47, by: 48)
    where try fields.uint8(entry) == 0 {
      featureNames[Int(try fields.uint8(entry + 1))] = try fields.text(entry + 2..<entry + 48)
    }
  }
}
