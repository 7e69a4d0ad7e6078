internal import FileSupport

/// Names and values, one pair a line.
struct FieldList {
  var fields: [(name: String, value: String?)]

  /// The pairs that have a value, with the values aligned.
  var text: String {
    let known = fields.compactMap { name, value in value.map { (name + ":", $0) } }
    let width = (known.map(\.0.displayWidth).max() ?? 0) + 2
    return known.map { $0.padded(to: width) + $1.escapingControlCharacters + "\n" }.joined()
  }
}
