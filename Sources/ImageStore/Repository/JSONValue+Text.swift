extension JSONValue {
  /// The value on one line as pcocc writes it: a blank after each comma and colon, ASCII only, names
  /// in the order of their code points.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .string(let value): "\"\(value.utf16.map(Self.escape).joined())\""
    case .array(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .object(let members): Self.text(of: members.sorted { $0.key < $1.key })
    }
  }

  /// An object with its members in the order given.
  static func text(of members: [(key: String, value: JSONValue)]) -> String {
    let texts = members.map { "\(JSONValue.string($0.key).text): \($0.value.text)" }
    return "{\(texts.joined(separator: ", "))}"
  }

  /// Whether JSON has a form for each number in it, which is not so for infinities.
  var isFinite: Bool {
    switch self {
    case .number(let value): value.isFinite
    case .array(let values): values.allSatisfy(\.isFinite)
    case .object(let members): members.values.allSatisfy(\.isFinite)
    case .null, .bool, .integer, .string: true
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    switch unit {
    case 0x22: return "\\\""
    case 0x5c: return "\\\\"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0a: return "\\n"
    case 0x0c: return "\\f"
    case 0x0d: return "\\r"
    case 0x20...0x7e: return String(UnicodeScalar(UInt8(unit)))
    default:
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
