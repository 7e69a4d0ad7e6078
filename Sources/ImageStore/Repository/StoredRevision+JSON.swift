extension StoredRevision {
  /// What is wrong with a metadata file, in a few words.
  struct Problem: Error {
    var explanation: String
  }

  /// Reads a metadata file of version 2.
  init(json bytes: [UInt8]) throws(Problem) {
    guard case .object(var members)? = JSONValue(parsing: bytes) else {
      throw Problem(explanation: "it is not well-formed")
    }
    func take<Value>(_ key: CodingKeys, _ read: (JSONValue) -> Value?) throws(Problem) -> Value? {
      guard let member = members.removeValue(forKey: key.rawValue), member != .null else {
        return nil
      }
      guard let value = read(member) else {
        throw Problem(explanation: "key \"\(key.rawValue)\" has a wrong type")
      }
      return value
    }
    func require<Value>(_ key: CodingKeys, _ read: (JSONValue) -> Value?) throws(Problem) -> Value {
      guard let value = try take(key, read) else {
        throw Problem(explanation: "key \"\(key.rawValue)\" is missing")
      }
      return value
    }
    name = try require(.name, \.string)
    revision = try require(.revision, \.integer)
    kind = try require(.kind, \.string)
    owner = try require(.owner, \.string)
    timestamp = try require(.timestamp, \.double)
    dataBlobs = try require(.dataBlobs, \.strings)
    customMetadata = try take(.customMetadata, \.object)
    description = try take(.description, \.string)
    members = members.filter { CodingKeys(stringValue: $0.key) == nil }
    if let unknown = members.keys.min() { throw Problem(explanation: "unknown key \"\(unknown)\"") }
  }
}

extension JSONValue {
  fileprivate var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  fileprivate var integer: Int? {
    switch self {
    case .integer(let number): number
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  fileprivate var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  fileprivate var strings: [String]? {
    guard case .array(let values) = self else { return nil }
    let texts = values.compactMap(\.string)
    return texts.count == values.count ? texts : nil
  }
}
