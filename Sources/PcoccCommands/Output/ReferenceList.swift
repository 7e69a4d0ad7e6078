internal import ImageStore

/// The revisions that something hits, for people.
enum ReferenceList {
  private static let longest = 3

  /// The first few, as in "user:a@0, user:a@1, user:b@0 and 7 more".
  static func text(_ names: [String]) -> String {
    let rest = names.count - longest
    return names.prefix(longest).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
