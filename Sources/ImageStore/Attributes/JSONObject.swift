internal import FileSupport
internal import Foundation
internal import SystemPackage

/// A JSON object of a file that anybody may have written, read with an eye on the types.
struct JSONObject {
  var members: [String: JSONValue]
  let path: FilePath

  func problem(_ text: String) -> PcoccError {
    .badAttributes(path, text)
  }

  private func wrong(_ key: String, _ expected: String) -> PcoccError {
    problem("\"\(key)\" is not \(expected)")
  }

  func string(_ key: String) throws -> String? {
    switch members[key] {
    case nil, .null?: return nil
    case .string(let text)?: return text
    default: throw wrong(key, "a string")
    }
  }

  func bool(_ key: String) throws -> Bool? {
    switch members[key] {
    case nil, .null?: return nil
    case .bool(let value)?: return value
    default: throw wrong(key, "true or false")
    }
  }

  /// A whole number from 0.
  func count(_ key: String) throws -> Int? {
    switch members[key] {
    case nil, .null?: return nil
    case .integer(let number)? where number >= 0: return number
    default: throw wrong(key, "a whole number from 0")
    }
  }

  /// A point in time, in seconds since 1970.
  func time(_ key: String) throws -> Double? {
    guard let text = try string(key) else { return nil }
    guard let time = InternetTime.parse(text) else { throw wrong(key, "a time as in RFC 3339") }
    return time
  }

  func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Value.Type = Value.self
  ) throws -> Value? {
    guard let text = try string(key) else { return nil }
    guard let value = Value(rawValue: text) else {
      throw wrong(key, "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }

  func strings(_ key: String) throws -> [String]? {
    try array(key)?.map {
      guard case .string(let text) = $0 else { throw wrong(key, "a list of strings") }
      return text
    }
  }

  func objects(_ key: String) throws -> [JSONObject]? {
    try array(key)?.map {
      guard case .object(let members) = $0 else { throw wrong(key, "a list of objects") }
      return JSONObject(members: members, path: path)
    }
  }

  func object(_ key: String) throws -> JSONObject? {
    switch members[key] {
    case nil, .null?: return nil
    case .object(let members)?: return JSONObject(members: members, path: path)
    default: throw wrong(key, "an object")
    }
  }

  /// An object all of whose members are strings.
  func stringObject(_ key: String) throws -> [String: String]? {
    try object(key)?.members.mapValues {
      guard case .string(let text) = $0 else { throw wrong(key, "an object of strings") }
      return text
    }
  }

  private func array(_ key: String) throws -> [JSONValue]? {
    switch members[key] {
    case nil, .null?: return nil
    case .array(let values)?: return values
    default: throw wrong(key, "a list")
    }
  }
}

extension JSONObject {
  func string(_ key: AttributeKey) throws -> String? { try string(key.rawValue) }
  func bool(_ key: AttributeKey) throws -> Bool? { try bool(key.rawValue) }
  func count(_ key: AttributeKey) throws -> Int? { try count(key.rawValue) }
  func time(_ key: AttributeKey) throws -> Double? { try time(key.rawValue) }
  func strings(_ key: AttributeKey) throws -> [String]? { try strings(key.rawValue) }
  func objects(_ key: AttributeKey) throws -> [JSONObject]? { try objects(key.rawValue) }
  func stringObject(_ key: AttributeKey) throws -> [String: String]? {
    try stringObject(key.rawValue)
  }
  func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: AttributeKey, of type: Value.Type = Value.self
  ) throws -> Value? {
    try choice(key.rawValue, of: type)
  }
}
