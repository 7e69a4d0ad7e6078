/// Finds what somebody who made a typing mistake may have meant.
public enum Spelling {
  /// What to ask somebody who named something that there is not; nil where none of `candidates` is near.
  public static func question(
    about text: String, among candidates: some Sequence<String>
  ) -> String? {
    nearest(to: text, among: candidates).map { "did you mean \($0)?" }
  }

  /// The one of `candidates` that is the fewest mistakes away, the first of several; nil where none is
  /// near: within a third of the letters, and never more than `limit`.
  ///
  /// A mistake is a letter too much, one too few, a wrong one, or two that are swapped; upper and lower
  /// case are the same. The time grows with the number of candidates and their lengths.
  public static func nearest(
    to text: String, among candidates: some Sequence<String>, within limit: Int = 3
  ) -> String? {
    let wanted = Array(text.lowercased().utf8)
    var limit = min(limit, max(1, wanted.count / 3), wanted.count - 1)
    var best: String?
    for candidate in candidates where limit >= 0 && candidate != text {
      let letters = Array(candidate.lowercased().utf8)
      if let distance = distance(wanted, letters, limit: limit) {
        best = candidate
        // From now on only a better one is looked for.
        limit = distance - 1
      }
    }
    return best
  }

  /// The number of mistakes, where it is at most `limit`: the optimal string alignment distance, of which
  /// only the band around the diagonal is computed.
  private static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
    guard abs(left.count - right.count) <= limit else { return nil }
    let tooFar = limit + 1
    var before = [Int](repeating: tooFar, count: right.count + 1)
    var last = (0...right.count).map { min($0, tooFar) }
    for row in left.indices {
      var current = [Int](repeating: tooFar, count: right.count + 1)
      if row < limit { current[0] = row + 1 }
      for column in max(0, row - limit)..<max(0, row - limit, min(right.count, row + limit + 1)) {
        let isSame = left[row] == right[column]
        var cost = min(
          last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          cost = min(cost, before[column - 1] + 1)
        }
        current[column + 1] = cost
      }
      guard current.contains(where: { $0 <= limit }) else { return nil }
      (before, last) = (last, current)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
