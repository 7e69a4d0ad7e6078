public import SystemPackage

/// What became of something that was found to be wrong.
public struct Repair: Sendable, Hashable {
  /// What became of it.
  public enum Outcome: Sendable, Hashable {
    /// The blob is whole; its bytes come from this file.
    case repaired(from: FilePath)
    /// It would be, had it not been a dry run.
    case repairable(from: FilePath)
    /// It is as it was, for this reason.
    case unrepaired(String)
  }

  /// What was found to be wrong.
  public var finding: VerificationFinding
  /// What became of it, or would without a dry run.
  public var outcome: Outcome

  /// Says what became of a finding.
  public init(_ finding: VerificationFinding, _ outcome: Outcome) {
    self.finding = finding
    self.outcome = outcome
  }
}
