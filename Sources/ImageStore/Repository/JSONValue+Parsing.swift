extension JSONValue {
  /// Parses a whole JSON text, RFC 8259. Of members with the same name the last one counts.
  ///
  /// Foundation's decoder takes a tenth of a millisecond for the metadata of one revision, which is a
  /// second for a repository of ten thousand.
  ///
  /// - Returns: nil for what is no JSON text in UTF-8, and for one that is nested too deeply.
  init?(parsing bytes: [UInt8]) {
    let value = bytes.withUnsafeBufferPointer { buffer -> JSONValue? in
      // All at once: to validate each string by itself takes half as long as the parsing.
      guard String(validating: buffer, as: UTF8.self) != nil else { return nil }
      var parser = JSONParser(bytes: buffer)
      return parser.document()
    }
    guard let value else { return nil }
    self = value
  }
}

/// Reads a JSON text from front to back; each function returns nil for what is not well-formed.
private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var depth = 0

  /// Nothing that is meant well comes near it, and the stack holds much more.
  private static let maximumDepth = 128

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() -> JSONValue? {
    guard let value = value() else { return nil }
    skipBlanks()
    return offset == bytes.count ? value : nil
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      offset += 1
    }
  }

  /// Takes one byte after blanks, if it is that one.
  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: byte) else { return false }
    offset += 1
    return true
  }

  private mutating func value() -> JSONValue? {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return nested { $0.object() }
    case UInt8(ascii: "["): return nested { $0.array() }
    case UInt8(ascii: "\""): return string().map(JSONValue.string)
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func nested(_ body: (inout JSONParser) -> JSONValue?) -> JSONValue? {
    guard depth < Self.maximumDepth else { return nil }
    depth += 1
    offset += 1
    defer { depth -= 1 }
    return body(&self)
  }

  private mutating func object() -> JSONValue? {
    if take("}") { return .object([:]) }
    // As many as most objects here have: growing from one on would cost as much as the parsing.
    var members = [String: JSONValue](minimumCapacity: 8)
    repeat {
      skipBlanks()
      guard let name = string(), take(":"), let value = value() else { return nil }
      members[name] = value
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func array() -> JSONValue? {
    var values: [JSONValue] = []
    if take("]") { return .array(values) }
    repeat {
      guard let value = value() else { return nil }
      values.append(value)
    } while take(",")
    return take("]") ? .array(values) : nil
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    for index in 0..<text.utf8CodeUnitCount {
      guard next == text.utf8Start[index] else { return nil }
      offset += 1
    }
    return value
  }

  private mutating func number() -> JSONValue? {
    let start = offset
    var isWhole = true
    if next == UInt8(ascii: "-") { offset += 1 }
    let first = next
    guard let digits = digits(), digits == 1 || first != UInt8(ascii: "0") else { return nil }
    if next == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      guard self.digits() != nil else { return nil }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      guard self.digits() != nil else { return nil }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    return Double(text).map(JSONValue.number)
  }

  /// How many digits there are; nil for none.
  private mutating func digits() -> Int? {
    let start = offset
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    return offset > start ? offset - start : nil
  }

  private mutating func string() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    offset += 1
    let start = offset
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      offset += 1
    }
    let text = text(start..<offset)
    switch next {
    case UInt8(ascii: "\""):
      offset += 1
      return text
    case UInt8(ascii: "\\"): return escapedString(after: text)
    default: return nil
    }
  }

  /// The rest of a string that has escapes.
  private mutating func escapedString(after beginning: String) -> String? {
    var result = beginning
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return result
      case UInt8(ascii: "\\"):
        guard let character = escape() else { return nil }
        result.unicodeScalars.append(character)
      case ..<0x20: return nil
      default:
        let start = offset - 1
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20
        {
          offset += 1
        }
        result += text(start..<offset)
      }
    }
    return nil
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    offset += 1
    switch byte {
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return codePoint()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    default: return nil
    }
  }

  /// A code point outside the first plane is written as two code units, RFC 8259, section 7.
  private mutating func codePoint() -> Unicode.Scalar? {
    guard let unit = codeUnit() else { return nil }
    guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) }
    guard next == UInt8(ascii: "\\") else { return nil }
    offset += 1
    guard next == UInt8(ascii: "u") else { return nil }
    offset += 1
    guard let second = codeUnit(), UTF16.isTrailSurrogate(second) else { return nil }
    return Unicode.Scalar(0x10000 + (UInt32(unit) - 0xd800) << 10 + (UInt32(second) - 0xdc00))
  }

  private mutating func codeUnit() -> UInt16? {
    guard bytes.count - offset >= 4 else { return nil }
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[offset])).hexDigitValue, bytes[offset] < 0x80
      else { return nil }
      unit = unit << 4 | UInt16(digit)
      offset += 1
    }
    return unit
  }
}
