internal import Foundation

/// A text of JSON in the form in which pcocc writes it: on one line, with one blank after each comma and
/// colon and nowhere else, and ASCII only.
struct PcoccJSON {
  /// The keys of the outermost object, in order.
  private(set) var keys: [String] = []
  /// The value of each, as it is written.
  private(set) var values: [String: String] = [:]

  private var rest: Substring

  struct Malformed: Error {}

  init(_ text: String) throws {
    rest = text[...]
    guard rest.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else { throw Malformed() }
    try members { parser, key in
      let start = parser.rest.startIndex
      try parser.value()
      parser.keys.append(key)
      parser.values[key] = String(text[start..<parser.rest.startIndex])
    }
    guard rest.isEmpty else { throw Malformed() }
  }

  private mutating func value() throws {
    switch rest.first {
    case "{": try members { parser, _ in try parser.value() }
    case "[": try list("[", "]") { try $0.value() }
    case "\"": _ = try string()
    default:
      guard let match = rest.prefixMatch(of: #/true|false|null|-?\d+(\.\d+)?([eE][+-]?\d+)?/#)
      else { throw Malformed() }
      rest = rest[match.range.upperBound...]
    }
  }

  private mutating func members(_ body: (inout PcoccJSON, String) throws -> Void) throws {
    try list("{", "}") { parser in
      let key = try parser.string()
      try parser.take(": ")
      try body(&parser, key)
    }
  }

  private mutating func list(
    _ open: String, _ close: String, _ element: (inout PcoccJSON) throws -> Void
  ) throws {
    try take(open)
    var isFirst = true
    while !rest.hasPrefix(close) {
      if !isFirst { try take(", ") }
      try element(&self)
      isFirst = false
    }
    try take(close)
  }

  private mutating func string() throws -> String {
    guard let match = rest.prefixMatch(of: #/"(?:[^"\\]|\\.)*"/#),
      let text = try? JSONDecoder().decode(String.self, from: Data(match.output.utf8))
    else { throw Malformed() }
    rest = rest[match.range.upperBound...]
    return text
  }

  private mutating func take(_ text: String) throws {
    guard rest.hasPrefix(text) else { throw Malformed() }
    rest = rest.dropFirst(text.count)
  }
}
