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
    let question = Spelling.question(about: text, among: known)
    return PcoccError(
      code, "no \(kind) \"\(text)\"", advice: question.map { "\($0) (\(all))" } ?? all)
  }
}
