internal import FileSupport
internal import ImageStore
internal import SystemPackage

extension PcoccError {
  static func usage(_ message: String, advice: String? = nil) -> PcoccError {
    PcoccError(.usage, message, advice: advice)
  }

  /// The arguments make no command.
  ///
  /// - Parameter message: what the parser says; it is made one line in the style of ours.
  static func badArguments(_ message: String, _ arguments: [String]) -> PcoccError {
    var line = message.split(whereSeparator: \.isNewline)
      .map { $0.drop { $0 == " " } }.joined(separator: " ")
    if line.hasSuffix(".") { line.removeLast() }
    // A word in capitals is the name of an operand.
    let isOperand = line.dropFirst().first?.isUppercase == true
    if !isOperand { line = (line.first?.lowercased() ?? "") + line.dropFirst() }
    let path = CommandPath(arguments)
    let help = "\"\(path.words.joined(separator: " ")) --help\""
    guard let verb = path.unknownVerb else { return .usage(line, advice: "see \(help)") }
    let question = Spelling.question(about: verb, among: path.knownVerbs)
    return .usage(
      "no verb \"\(verb)\"",
      advice: question.map { "\($0) (\(help))" } ?? "see \(help)")
  }

  /// Something is wrong in repositories; the result says what.
  ///
  /// Where it is no more than that nothing may be read, that is the failure.
  ///
  /// - Parameter state: what the problems are, as in "found".
  static func foundWrong(
    _ findings: [VerificationFinding], _ state: String, advice: String? = nil
  ) -> PcoccError {
    let images = Set(findings.flatMap(\.images).map(\.description)).sorted()
    return PcoccError(
      findings.allSatisfy(\.isForbidden) ? .permission : .corrupt,
      "\(findings.count.counting("problem")) \(state)"
        + (images.isEmpty ? "" : ", in \(ReferenceList.text(images))"),
      advice: advice ?? findings.first?.remedy)
  }

  /// An error of a kind that no part of the program should let through.
  static func unexpected(_ error: any Error) -> PcoccError {
    PcoccError(
      .other, "failed for an unexpected reason", cause: error as? Errno,
      advice: "please report this with the command you ran")
  }
}

extension VerificationFinding {
  /// What helps where "repair" does not.
  fileprivate var remedy: String {
    switch code {
    case .repositoryUnreadable where isForbidden: "ask the owner of the repository for access"
    case .repositoryUnreadable: "see to what is listed"
    case .metadataBad, .attributesBad:
      "bring the files that are listed back from a backup, or remove them"
    case .leaseBad, .strayFile: "move the files that are listed away, nothing refers to them"
    case .formatBad, .backingWrong, .blobMissing, .blobInTrash, .blobDamaged, .blobUnreadable:
      "import the image again from its source"
    }
  }
}
