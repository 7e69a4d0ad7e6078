extension PcoccError {
  /// Something was named that there is not, among few that there are.
  ///
  /// - Parameters:
  ///   - kind: what is named, as in "column".
  ///   - known: all that there are.
  public static func unknown(
    _ kind: String, _ text: String, known: [String], code: Code = .usage
  ) -> PcoccError {
    let all = known.isEmpty ? "there are none" : "there are: \(known.joined(separator: ", "))"
    let meant = Spelling.nearest(to: text, among: known)
    return PcoccError(
      code, "no \(kind) \"\(text)\"",
      advice: meant.map { "did you mean \($0)? (\(all))" } ?? all)
  }
}
