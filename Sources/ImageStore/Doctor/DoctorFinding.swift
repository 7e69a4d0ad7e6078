/// One thing that was looked at or tried, and what came of it.
public struct DoctorFinding: Sendable, Hashable {
  /// How a repository there is affected; in rising order.
  public enum Verdict: String, Sendable, CaseIterable {
    /// As it should be.
    case ok
    /// Worth knowing; works.
    case note
    /// Works, with a risk or at a loss.
    case warning
    /// Images may be lost or commands fail.
    case failure
  }

  /// A stable name, such as "hard-link".
  public var check: String
  /// How a repository there is affected.
  public var verdict: Verdict
  /// What was there, in a few words.
  public var seen: String
  /// What that means for a repository.
  public var meaning: String
  /// What to do about it.
  public var advice: String?

  /// What came of a check.
  ///
  /// - Parameter check: a stable name, such as "hard-link".
  public init(
    _ check: String, _ verdict: Verdict, seen: String, meaning: String, advice: String? = nil
  ) {
    self.check = check
    self.verdict = verdict
    self.seen = seen
    self.meaning = meaning
    self.advice = advice
  }
}
