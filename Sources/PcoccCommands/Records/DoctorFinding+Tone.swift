internal import ImageStore

extension DoctorFinding.Verdict {
  /// The color of the word.
  var tone: Tone? {
    switch self {
    case .ok: .good
    case .note: nil
    case .warning: .caution
    case .failure: .bad
    }
  }
}
