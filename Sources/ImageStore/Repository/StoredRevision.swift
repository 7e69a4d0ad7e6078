/// The members of a metadata file under their own names, before any of them is trusted.
struct StoredRevision: Decodable {
  var name: String
  var revision: Int
  var kind: String
  var owner: String
  var timestamp: Double
  var dataBlobs: [String]
  var customMetadata: [String: JSONValue]?
  var description: String?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, revision, kind, owner, timestamp, description
    case dataBlobs = "data_blobs"
    case customMetadata = "custom_meta"
  }

  init(from decoder: any Decoder) throws {
    let names = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    if let unknown = names.first(where: { CodingKeys(stringValue: $0) == nil }) {
      throw UnknownKey(name: unknown)
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    revision = try values.decode(Int.self, forKey: .revision)
    kind = try values.decode(String.self, forKey: .kind)
    owner = try values.decode(String.self, forKey: .owner)
    timestamp = try values.decode(Double.self, forKey: .timestamp)
    dataBlobs = try values.decode([String].self, forKey: .dataBlobs)
    customMetadata = try values.decodeIfPresent(
      [String: JSONValue].self, forKey: .customMetadata)
    description = try values.decodeIfPresent(String.self, forKey: .description)
  }

  /// What was wrong, in a few words without type names.
  static func explain(_ error: any Error) -> String {
    switch error {
    case let error as Problem: error.explanation
    case let error as UnknownKey: "unknown key \"\(error.name)\""
    case DecodingError.keyNotFound(let key, _): "key \"\(key.stringValue)\" is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "key \"\(context.codingPath.map(\.stringValue).joined(separator: "."))\" has a wrong type"
    default: "it is not well-formed"
    }
  }
}

private struct UnknownKey: Error {
  var name: String
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
