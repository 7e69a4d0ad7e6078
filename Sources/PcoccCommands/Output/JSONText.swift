internal import FileSupport
internal import Foundation
internal import ImageStore

/// Records as JSON: keys in snake case and in order, so that equal records make equal text.
enum JSONText {
  /// A whole record, or a list of them, on one line that ends in a newline.
  static func line(_ value: some Encodable) -> String {
    // The encoder leaves some characters alone that move a terminal's cursor; they are in strings.
    String(decoding: bytes(of: value), as: UTF8.self).escapingControlCharactersForJSON + "\n"
  }

  /// The same as a value, for forms other than JSON.
  static func value(of value: some Encodable) -> JSONValue {
    (try? JSONDecoder().decode(JSONValue.self, from: bytes(of: value))) ?? .null
  }

  private static func bytes(of value: some Encodable) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Records are made of strings, integers and finite numbers: encoding them cannot fail.
    return (try? encoder.encode(value)) ?? Data("null".utf8)
  }
}
