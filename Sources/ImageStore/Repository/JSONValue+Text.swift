extension JSONValue {
  /// The value on one line as pcocc writes it: a blank after each comma and colon, ASCII only, names
  /// in the order of their code points.
  var text: String {
    var text = ""
    append(to: &text)
    return text
  }

  /// An object with its members in the order given.
  static func text(of members: [(key: String, value: JSONValue)]) -> String {
    var text = ""
    append(members, to: &text)
    return text
  }

  private func append(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += "\(value)"
    case .number(let value): text += "\(value)"
    case .string(let value): Self.append(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.append(to: &text)
      }
      text += "]"
    case .object(let members): Self.append(members.sorted { $0.key < $1.key }, to: &text)
    }
  }

  private static func append(
    _ members: [(key: String, value: JSONValue)], to text: inout String
  ) {
    text += "{"
    for (index, member) in members.enumerated() {
      if index > 0 { text += ", " }
      append(member.key, to: &text)
      text += ": "
      member.value.append(to: &text)
    }
    text += "}"
  }

  private static func append(_ string: String, to text: inout String) {
    text += "\""
    if string.utf8.allSatisfy({ 0x20...0x7e ~= $0 && $0 != 0x22 && $0 != 0x5c }) {
      text += string
    } else {
      for unit in string.utf16 { text += escape(unit) }
    }
    text += "\""
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
