internal import FileSupport

/// What names of repositories and images are made of: they become file names, and parts of
/// references that must have one meaning.
enum NameRule {
  static let maximumLength = 200

  /// Returns the name, or throws `usage` with what is wrong with it.
  ///
  /// - Parameter kind: what is named, as in "image".
  static func checked(_ text: String, _ kind: String) throws -> String {
    if let problem = problem(in: text) { throw PcoccError.badName(kind, text, problem) }
    return text
  }

  /// What is wrong with `text` as a name, in a few words; nil where nothing is.
  static func problem(in text: String) -> String? {
    guard let first = text.unicodeScalars.first else { return "it is empty" }
    if first == "." || first == "-" { return "it begins with \"\(first)\"" }
    guard text.utf8.count <= maximumLength else {
      return "it is longer than \(maximumLength) bytes"
    }
    let foreign = text.unicodeScalars.first { !isAllowed($0) }
    return foreign.map { "\"\($0)\" cannot be part of it" }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "_", "-", ".": true
    default: false
    }
  }
}
