internal import FileSupport
internal import Foundation

/// Records as JSON: keys in snake case and in order, so that equal records make equal text.
enum JSONText {
  /// A whole record, or a list of them, on one line that ends in a newline.
  static func line(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Records are made of strings, integers and finite numbers: encoding them cannot fail.
    let text = (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
    // The encoder leaves some characters alone that move a terminal's cursor; they are in strings.
    return (text ?? "null").escapingControlCharactersForJSON + "\n"
  }
}
